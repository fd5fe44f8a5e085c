package io.cascadeflow.policy;

import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.Set;

/**
 * What a rule demands. All that apply hold together, so that their order never matters. Only a {@link Relax} gives something,
 * and only what it names. Immutable.
 */
public sealed interface Constraint {

    /** Nothing may be asked. */
    record Deny() implements Constraint {}

    /** Only these models may be asked; a name that ends with {@code *} stands for all that begin like it. */
    record AllowModels(Set<String> models) implements Constraint {
        public AllowModels {
            models = Set.copyOf(models);
        }
    }

    /** These models may not be asked, likewise. */
    record DenyModels(Set<String> models) implements Constraint {
        public DenyModels {
            models = Set.copyOf(models);
        }
    }

    /** Only models that have all of these tags may be asked. */
    record RequireTags(Set<String> tags) implements Constraint {
        public RequireTags {
            tags = Set.copyOf(tags);
        }
    }

    /** No model that has one of these tags may be asked. */
    record ExcludeTags(Set<String> tags) implements Constraint {
        public ExcludeTags {
            tags = Set.copyOf(tags);
        }
    }

    /** No tier before this one is asked. */
    record StartAt(String tier) implements Constraint {}

    /** No tier after this one is asked. */
    record MaxTier(String tier) implements Constraint {}

    /** Only this tier is asked. */
    record ForceTier(String tier) implements Constraint {}

    /** No answer is accepted with less confidence, 0 to 1. */
    record AcceptAbove(double confidence) implements Constraint {
        public AcceptAbove {
            requireConfidence("acceptAbove", confidence);
        }
    }

    /** No answer of a tier before the last one is accepted that no judge has looked at. */
    record RequireJudge() implements Constraint {}

    /** All calls for one decision cost no more than this together. */
    record MaxCost(Usd amount) implements Constraint {}

    /** All calls of one run cost no more than this together. */
    record MaxRunCost(Usd amount) implements Constraint {}

    /** No tier is asked later than this after the question came. */
    record Within(Duration deadline) implements Constraint {
        public Within {
            if (deadline.isNegative() || deadline.isZero()) {
                throw new IllegalArgumentException("the deadline is %s; it must be longer than 0".formatted(deadline));
            }
        }
    }

    /** Of what is allowed, this counts: it narrows nothing and gives nothing. Those of several rules count alike. */
    record Weigh(Weights weights) implements Constraint {}

    /** Models are told of these tools only. */
    record AllowTools(Set<String> tools) implements Constraint {
        public AllowTools {
            tools = Set.copyOf(tools);
        }
    }

    /** Models are not told of these tools. */
    record DenyTools(Set<String> tools) implements Constraint {
        public DenyTools {
            tools = Set.copyOf(tools);
        }
    }

    /**
     * Models are not told personal data of these kinds, but placeholders; their answers get the data back.
     *
     * @param kinds such as {@code email}; empty for all that there are
     */
    record Redact(Set<String> kinds) implements Constraint {
        public Redact {
            kinds = Set.copyOf(kinds);
        }
    }

    /**
     * Nothing that a tool said may give the model instructions.
     *
     * @param strip whether what does is left out; else nothing is asked
     */
    record ScreenTools(boolean strip) implements Constraint {}

    /** No answer is taken that has keys, tokens or other secrets in it. */
    record DenySecrets() implements Constraint {}

    /** No answer is taken that has these texts in it, in any case, as whole words. */
    record DenyWords(Set<String> words) implements Constraint {
        public DenyWords {
            words = Set.copyOf(words);
        }
    }

    /**
     * Tiers may accept with as little confidence as this, 0 to 1, although they are configured to want more. What an
     * {@link AcceptAbove} says holds nevertheless.
     */
    record Relax(double acceptAbove) implements Constraint {
        public Relax {
            requireConfidence("relax", acceptAbove);
        }
    }

    private static void requireConfidence(String what, double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("%s is %s; it is a confidence, 0 to 1".formatted(what, confidence));
        }
    }
}
