package io.cascadeflow.camel;

import java.util.EnumMap;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeExtension;
import org.apache.camel.ExchangePropertyKey;
import org.jspecify.annotations.Nullable;

/** The marks that a failure leaves on an exchange, as they were before a tier ran, to put them back after it failed. */
public final class FailureMarks {

    private static final ExchangePropertyKey[] KEYS = {
        ExchangePropertyKey.EXCEPTION_CAUGHT,
        ExchangePropertyKey.FAILURE_ENDPOINT,
        ExchangePropertyKey.FAILURE_ROUTE_ID,
        ExchangePropertyKey.FAILURE_HANDLED,
        ExchangePropertyKey.UNIT_OF_WORK_EXHAUSTED
    };

    private final Map<ExchangePropertyKey, Object> properties = new EnumMap<>(ExchangePropertyKey.class);
    private final boolean failureHandled;
    private final boolean redeliveryExhausted;

    @Nullable
    private final Boolean errorHandlerHandled;

    public FailureMarks(Exchange exchange) {
        for (ExchangePropertyKey key : KEYS) {
            Object value = exchange.getProperty(key);
            if (value != null) {
                properties.put(key, value);
            }
        }
        ExchangeExtension extension = exchange.getExchangeExtension();
        failureHandled = extension.isFailureHandled();
        redeliveryExhausted = extension.isRedeliveryExhausted();
        errorHandlerHandled = extension.getErrorHandlerHandled();
    }

    /** Why the tier that just ran has no answer; null when it has one. */
    @Nullable
    public Exception failureOf(Exchange exchange) {
        if (exchange.getException() != null || !wasHandledElsewhere(exchange)) {
            return exchange.getException();
        }
        // a sub-route's onException replaced the answer by its own words: that is no answer of a model
        Exception handled = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        return handled == null ? new IllegalStateException("a sub-route's error handler ended the tier") : handled;
    }

    /** Whether no other tier may be asked: the exchange is to be rolled back, was interrupted, or the JVM is in trouble. */
    public static boolean endsEverything(Exchange exchange) {
        Exception failure = exchange.getException();
        return exchange.isRollbackOnly()
                || exchange.isRollbackOnlyLast()
                || exchange.getExchangeExtension().isInterrupted()
                || failure instanceof InterruptedException
                || (failure instanceof CamelExecutionException && failure.getCause() instanceof Error);
    }

    public void restore(Exchange exchange) {
        exchange.setException(null);
        exchange.setRouteStop(false);
        for (ExchangePropertyKey key : KEYS) {
            Object before = properties.get(key);
            if (before == null) {
                exchange.removeProperty(key);
            } else {
                exchange.setProperty(key, before);
            }
        }
        ExchangeExtension extension = exchange.getExchangeExtension();
        extension.setFailureHandled(failureHandled);
        extension.setErrorHandlerHandled(errorHandlerHandled);
        extension.setRedeliveryExhausted(redeliveryExhausted);
    }

    private boolean wasHandledElsewhere(Exchange exchange) {
        ExchangeExtension extension = exchange.getExchangeExtension();
        return !Boolean.TRUE.equals(errorHandlerHandled)
                && extension.isErrorHandlerHandledSet()
                && extension.isErrorHandlerHandled();
    }
}
