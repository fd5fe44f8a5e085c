package io.cascadeflow.camel.observe;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.UnknownPriceException;
import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Reckons what a decision saved against asking the last tier alone. Which model that tier asks is learned from its calls, so
 * nothing is known of a cascade before its first escalation. Safe to share between threads.
 */
final class Savings {

    private static final int MOST = 1000;

    private final Supplier<Pricing> pricing;
    private final Map<TierKey, ModelId> models = new ConcurrentHashMap<>();

    private record TierKey(String cascade, String tier) {}

    /** @param pricing what models cost now */
    Savings(Supplier<Pricing> pricing) {
        this.pricing = pricing;
    }

    void called(CallRef call) {
        String cascade = call.facts().get("cascade");
        String tier = call.facts().get("tier");
        if (cascade != null && tier != null && models.size() < MOST) {
            // the last one: another may be configured while calls are made
            models.put(new TierKey(cascade, tier), call.model());
        }
    }

    /** Negative when the decision cost more; empty when it is not known, or the decision gave no answer. */
    Optional<Usd> of(DecidedRun run) {
        if (run.answer() == null) {
            return Optional.empty();
        }
        List<Tier> tiers = run.cascade().tiers();
        String last = tiers.get(tiers.size() - 1).name();
        Usd alone = run.answer().tier().name().equals(last)
                ? run.answer().result().cost()
                : listPrice(run, models.get(new TierKey(run.decision().cascade(), last)));
        return Optional.ofNullable(alone).map(usd -> usd.minus(run.decision().totalCost()));
    }

    private @Nullable Usd listPrice(DecidedRun run, @Nullable ModelId model) {
        TokenUsage usage = usage(run.message());
        if (model == null || usage == null) {
            return null;
        }
        try {
            return pricing.get().charge(model, "", usage, (BigDecimal) null).amount();
        } catch (UnknownPriceException e) {
            return null;
        }
    }

    /** Caches are of one model: another reads the whole prompt at its full price. */
    private static @Nullable TokenUsage usage(Message message) {
        Object output = message.getHeader(CascadeFlowConstants.OUTPUT_TOKENS);
        long input = tokens(message.getHeader(CascadeFlowConstants.INPUT_TOKENS))
                + tokens(message.getHeader(CascadeFlowConstants.CACHE_READ_TOKENS))
                + tokens(message.getHeader(CascadeFlowConstants.CACHE_WRITE_TOKENS));
        return output instanceof Number generated ? TokenUsage.of(input, generated.longValue()) : null;
    }

    private static long tokens(@Nullable Object header) {
        return header instanceof Number number ? number.longValue() : 0;
    }
}
