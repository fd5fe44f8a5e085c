package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Verdict;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one rule did to a call.
 *
 * @param rule its name
 * @param mode whether it counts
 * @param verdict whether its condition holds; absent of a rule that is off, which nobody looks at
 * @param because the conditions that decided; none where it always applies
 * @param effects by constraint; none where it does not apply. Of a rule that is only observed what they would be
 */
public record RuleExplanation(
        String rule, Mode mode, @Nullable Verdict verdict, List<Clause> because, List<Effect> effects) {

    public RuleExplanation {
        because = List.copyOf(because);
        effects = List.copyOf(effects);
    }

    /** Whether it applies; also when its condition could not be evaluated. */
    public boolean applies() {
        return verdict == Verdict.YES || verdict == Verdict.UNKNOWN;
    }

    /** Whether it is enforced, applies, and the call is another one for it. */
    public boolean changes() {
        return mode == Mode.ENFORCE && applies() && effects.stream().anyMatch(Effect::changes);
    }

    /** One word: {@code yes}, {@code no}, {@code unknown}, {@code off}. */
    public String applied() {
        return verdict == null
                ? "off"
                : switch (verdict) {
                    case YES -> "yes";
                    case NO -> "no";
                    case UNKNOWN -> "unknown";
                };
    }

    /** One line for people. */
    public String text() {
        String verdict = "rule '%s' %s".formatted(rule, inWords());
        String did = effects.stream()
                .map(effect -> effect.constraint() + " " + effect.text())
                .collect(Collectors.joining("; "));
        String why = because.stream().map(Clause::text).collect(Collectors.joining("; "));
        return verdict + (did.isEmpty() ? "" : ": " + did) + (why.isEmpty() ? "" : ", since " + why);
    }

    private String inWords() {
        String would = mode == Mode.OBSERVE ? ", and is only observed" : "";
        return switch (applied()) {
            case "off" -> "is off";
            case "no" -> "does not apply";
            case "unknown" -> "could not be evaluated, and applies" + would;
            default -> "applies" + would;
        };
    }
}
