package io.cascadeflow.cache;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that an answer depends on beside the question: an answer is only given again where all of this is the same.
 *
 * @param tenant whose question it is; absent for nobody's
 * @param cascade its name
 * @param forcedTier the only tier that may answer; absent for the usual way
 * @param rungs the tiers that may be asked, under the rules that hold now
 * @param policyVersion of the rules; empty when there are none
 * @param rules the names of those that apply, in order
 * @param settings what the question's message says beside its body, by name: whatever an endpoint or a gate reads of it
 */
public record CacheScope(
        @Nullable String tenant,
        String cascade,
        @Nullable String forcedTier,
        List<CacheRung> rungs,
        String policyVersion,
        List<String> rules,
        Map<String, Object> settings) {

    /**
     * A tier that may be asked.
     *
     * @param acceptAbove the threshold that holds now; absent for none
     * @param judged whether a judge must have looked
     * @param models that it may ask
     * @param options how its endpoints ask them, and who judges the answers
     */
    public record CacheRung(
            String name, @Nullable Double acceptAbove, boolean judged, List<String> models, List<String> options) {

        public CacheRung {
            models = List.copyOf(models);
            options = List.copyOf(options);
        }
    }

    public CacheScope {
        rungs = List.copyOf(rungs);
        rules = List.copyOf(rules);
        settings = Map.copyOf(settings);
    }
}
