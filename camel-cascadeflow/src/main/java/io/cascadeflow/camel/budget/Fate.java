package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.policy.RunStoppedException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;

/** What became of a part. */
enum Fate {
    ANSWERED,
    /** A budget had no room for it, or its run was stopped. */
    REFUSED,
    /** It failed for another reason. */
    FAILED,
    /** It was not sent on because the budget was spent already. */
    HELD_BACK;

    private static final String HELD = "CamelCascadeFlowPartHeldBack";

    /** Whether it has no answer because a budget is spent. */
    boolean isOfABudget() {
        return this == REFUSED || this == HELD_BACK;
    }

    static Fate of(Exchange part) {
        if (part.getProperty(HELD) != null) {
            return HELD_BACK;
        }
        if (part.getException() == null) {
            return ANSWERED;
        }
        return refusal(part.getException()) == null ? FAILED : REFUSED;
    }

    /** The same, where a part that failed comes in only after the route has caught its exception. */
    static Fate ofCaught(Exchange part) {
        return refusal(caught(part)) == null ? of(part) : REFUSED;
    }

    static void holdBack(Exchange part) {
        part.setProperty(HELD, true);
        part.setRouteStop(true);
    }

    /** As if nothing had happened to it, so that what it becomes part of does not fail. */
    static void clear(Exchange part) {
        Exception failure = part.getException() == null ? caught(part) : part.getException();
        Exception refusal = refusal(failure);
        part.removeProperty(HELD);
        part.removeProperty(ExchangePropertyKey.FAILURE_ENDPOINT);
        part.removeProperty(ExchangePropertyKey.FAILURE_ROUTE_ID);
        part.getMessage().removeHeader(Exchange.REDELIVERED);
        part.getMessage().removeHeader(Exchange.REDELIVERY_COUNTER);
        part.getMessage().removeHeader(Exchange.REDELIVERY_MAX_COUNTER);
        part.setException(null);
        part.setRouteStop(false);
        part.getExchangeExtension().setRedeliveryExhausted(false);
        part.getExchangeExtension().setErrorHandlerHandled(null);
        part.getExchangeExtension().setFailureHandled(false);
        if (refusal != null) {
            part.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, refusal);
        }
    }

    static @Nullable Exception caught(Exchange part) {
        return part.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
    }

    private static @Nullable Exception refusal(@Nullable Exception failure) {
        if (failure == null) {
            return null;
        }
        RunStoppedException stop = ObjectHelper.getException(RunStoppedException.class, failure);
        return stop == null ? ObjectHelper.getException(BudgetExceededException.class, failure) : stop;
    }
}
