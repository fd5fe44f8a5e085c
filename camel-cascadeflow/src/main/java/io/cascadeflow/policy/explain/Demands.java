package io.cascadeflow.policy.explain;

import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.AllowTools;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.DenyWords;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.Weigh;
import io.cascadeflow.policy.Constraint.Within;
import io.cascadeflow.policy.Fired;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Verdict;
import io.cascadeflow.policy.Weights;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The words for what rules demand. */
final class Demands {

    private Demands() {}

    /** As in the configuration. */
    static String name(Constraint constraint) {
        String kind = constraint.getClass().getSimpleName();
        if (constraint instanceof Within) {
            return "deadline";
        }
        return constraint instanceof Weigh ? "weights" : Character.toLowerCase(kind.charAt(0)) + kind.substring(1);
    }

    static boolean isAboutTools(Constraint constraint) {
        return constraint instanceof AllowTools || constraint instanceof DenyTools;
    }

    /** What would hold if this were all that is demanded. */
    static Ruling only(Rule rule, Constraint constraint) {
        Rule alone = new Rule(rule.name(), Mode.ENFORCE, rule.when(), List.of(constraint));
        return new Ruling("", List.of(new Fired(alone, Verdict.YES)));
    }

    static String tiers(Collection<String> names) {
        return quoted("tier", names);
    }

    static String quoted(String what, Collection<String> names) {
        return names.stream()
                .map("'%s'"::formatted)
                .collect(Collectors.joining(", ", what + (names.size() == 1 ? " " : "s "), ""));
    }

    static String kinds(Redact redact) {
        return redact.kinds().isEmpty() ? "all personal data" : String.join(", ", new TreeSet<>(redact.kinds()));
    }

    static String unsaid(Constraint constraint) {
        return constraint instanceof DenyWords denied
                ? (denied.words().size() == 1 ? "1 denied text" : denied.words().size() + " denied texts")
                : "secrets";
    }

    static String weights(Weights weights) {
        return "quality %s, cost %s, latency %s, energy %s"
                .formatted(
                        Clauses.number(weights.quality()),
                        Clauses.number(weights.cost()),
                        Clauses.number(weights.latency()),
                        Clauses.number(weights.energy()));
    }

    static String seconds(Duration duration) {
        return Clauses.number(duration.toMillis() / 1000.0) + " s";
    }
}
