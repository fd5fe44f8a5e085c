package io.cascadeflow.policy;

import io.cascadeflow.policy.Constraint.AcceptAbove;
import io.cascadeflow.policy.Constraint.AllowModels;
import io.cascadeflow.policy.Constraint.AllowTools;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.DenyModels;
import io.cascadeflow.policy.Constraint.DenySecrets;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.DenyWords;
import io.cascadeflow.policy.Constraint.ExcludeTags;
import io.cascadeflow.policy.Constraint.MaxCost;
import io.cascadeflow.policy.Constraint.MaxRunCost;
import io.cascadeflow.policy.Constraint.Redact;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireJudge;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Constraint.ScreenTools;
import io.cascadeflow.policy.Constraint.Weigh;
import io.cascadeflow.policy.Constraint.Within;
import io.cascadeflow.policy.Rule.Mode;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a call: all that the rules that applied demand, together. Immutable.
 *
 * @param version of the policy; empty when there is none
 * @param fired the rules that applied, also those that are only observed, in the order of the policy
 */
public record Ruling(String version, List<Fired> fired) {

    /** Everything is allowed. */
    public static final Ruling NONE = new Ruling("", List.of());

    public Ruling {
        fired = List.copyOf(fired);
    }

    /** What holds when both do. */
    public Ruling and(Ruling other) {
        if (other.fired.isEmpty() || equals(other)) {
            return this;
        }
        if (fired.isEmpty()) {
            return other;
        }
        return new Ruling(
                version.isEmpty() ? other.version : version,
                Stream.concat(fired.stream(), other.fired.stream()).distinct().toList());
    }

    /** What is demanded, of the rules that are enforced. */
    public List<Imposed> imposed() {
        return imposed(Mode.ENFORCE);
    }

    /** What would be demanded beside, if the rules that are only observed were enforced. */
    public List<Imposed> observed() {
        return imposed(Mode.OBSERVE);
    }

    /** The same, as if the rules that are only observed were enforced. */
    public Ruling enforced() {
        return new Ruling(
                version,
                fired.stream()
                        .map(each -> new Fired(
                                new Rule(
                                        each.rule().name(),
                                        Mode.ENFORCE,
                                        each.rule().when(),
                                        each.rule().then()),
                                each.verdict()))
                        .toList());
    }

    private List<Imposed> imposed(Mode mode) {
        if (fired.isEmpty()) {
            return List.of();
        }
        List<Imposed> all = new ArrayList<>();
        for (Fired each : fired) {
            if (each.rule().mode() == mode) {
                for (Constraint constraint : each.rule().then()) {
                    if (each.imposes(constraint)) {
                        all.add(new Imposed(each.rule().name(), constraint));
                    }
                }
            }
        }
        return all;
    }

    /** The names of the rules that are enforced and applied, in order. */
    public List<String> rules() {
        return rules(Mode.ENFORCE);
    }

    /** The names of those that are only observed, likewise. */
    public List<String> observedRules() {
        return rules(Mode.OBSERVE);
    }

    private List<String> rules(Mode mode) {
        return fired.stream()
                .filter(each -> each.rule().mode() == mode)
                .map(each -> each.rule().name())
                .toList();
    }

    private <C extends Constraint> List<C> all(Class<C> kind) {
        List<C> all = new ArrayList<>();
        for (Fired each : fired) {
            if (each.rule().mode() == Mode.ENFORCE) {
                for (Constraint constraint : each.rule().then()) {
                    if (kind.isInstance(constraint) && each.imposes(constraint)) {
                        all.add(kind.cast(constraint));
                    }
                }
            }
        }
        return all;
    }

    /** Why nothing may be asked at all; empty when something may. */
    public Optional<Denial> deniesAll() {
        List<String> rules = imposed().stream()
                .filter(each -> each.constraint() instanceof Deny)
                .map(Imposed::rule)
                .toList();
        return rules.isEmpty() ? Optional.empty() : Optional.of(Denial.by(rules, "this call is denied"));
    }

    /** Why this model may not be asked; empty when it may. */
    public Optional<Denial> denies(Candidate candidate) {
        if (fired.isEmpty()) {
            return Optional.empty();
        }
        List<String> rules = imposed().stream()
                .filter(each -> forbids(each.constraint(), candidate))
                .map(Imposed::rule)
                .toList();
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Denial.by(rules, "the model %s is not allowed for this call".formatted(candidate.model())));
    }

    private static boolean forbids(Constraint constraint, Candidate candidate) {
        if (constraint instanceof AllowModels allow) {
            return !candidate.isNamed(allow.models());
        }
        if (constraint instanceof DenyModels deny) {
            return candidate.isNamed(deny.models());
        }
        if (constraint instanceof RequireTags require) {
            return !candidate.tags().containsAll(require.tags());
        }
        if (constraint instanceof ExcludeTags exclude) {
            return !Collections.disjoint(candidate.tags(), exclude.tags());
        }
        return constraint instanceof Deny;
    }

    /**
     * The least confidence that an answer of a tier needs.
     *
     * @param configured what the tier wants; absent when it takes any sound answer
     * @param last whether no tier comes after it: one that takes any sound answer then still does
     */
    public @Nullable Double threshold(@Nullable Double configured, boolean last) {
        if (fired.isEmpty()) {
            return configured;
        }
        Double relaxed = configured;
        List<Relax> relaxations = all(Relax.class);
        if (configured != null && !relaxations.isEmpty()) {
            double strictest =
                    relaxations.stream().mapToDouble(Relax::acceptAbove).max().orElse(configured);
            relaxed = Math.min(configured, strictest);
        }
        double demanded = all(AcceptAbove.class).stream()
                .mapToDouble(AcceptAbove::confidence)
                .max()
                .orElse(-1);
        if (demanded < 0 || (relaxed == null && last)) {
            return relaxed;
        }
        return relaxed == null ? Double.valueOf(demanded) : Double.valueOf(Math.max(relaxed, demanded));
    }

    /** Whether a judge must have looked at a draft for it to be accepted. */
    public boolean requiresJudge() {
        return !all(RequireJudge.class).isEmpty();
    }

    /** What all calls for the decision may cost together; empty for no limit of a rule. */
    public Optional<Usd> maxCost() {
        return all(MaxCost.class).stream().map(MaxCost::amount).min(Usd::compareTo);
    }

    /** What all calls of the run may cost together, likewise. */
    public Optional<Usd> maxRunCost() {
        return all(MaxRunCost.class).stream().map(MaxRunCost::amount).min(Usd::compareTo);
    }

    /** How long after the question no tier is asked any more, likewise. */
    public Optional<Duration> deadline() {
        return all(Within.class).stream().map(Within::deadline).min(Duration::compareTo);
    }

    /** What models are not told; empty when they are told everything. */
    public Optional<Redact> redact() {
        List<Redact> all = fired.isEmpty() ? List.of() : all(Redact.class);
        boolean everything = all.stream().anyMatch(each -> each.kinds().isEmpty());
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new Redact(
                        everything
                                ? Set.of()
                                : all.stream()
                                        .flatMap(each -> each.kinds().stream())
                                        .collect(Collectors.toSet())));
    }

    /** The names of the rules that demand that, in order. */
    public List<String> redacting() {
        return imposed().stream()
                .filter(each -> each.constraint() instanceof Redact)
                .map(Imposed::rule)
                .distinct()
                .toList();
    }

    /** What is done about instructions in what tools say: left out, or nothing is asked; empty when nobody looks. */
    public Optional<ScreenTools> screensTools() {
        List<ScreenTools> all = fired.isEmpty() ? List.of() : all(ScreenTools.class);
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(new ScreenTools(all.stream().allMatch(ScreenTools::strip)));
    }

    /** Whether answers with secrets in them are not taken. */
    public boolean deniesSecrets() {
        return !fired.isEmpty() && !all(DenySecrets.class).isEmpty();
    }

    /** Texts that no answer that is taken has in it. */
    public Set<String> deniedWords() {
        return fired.isEmpty()
                ? Set.of()
                : all(DenyWords.class).stream()
                        .flatMap(each -> each.words().stream())
                        .collect(Collectors.toSet());
    }

    /** Whether answers are looked at as a whole before anybody sees a piece of them. */
    public boolean checksAnswers() {
        return deniesSecrets() || !deniedWords().isEmpty();
    }

    /** The names of the rules that demand something of this kind, in order. */
    public List<String> demanding(Class<? extends Constraint> kind) {
        return imposed().stream()
                .filter(each -> kind.isInstance(each.constraint()))
                .map(Imposed::rule)
                .distinct()
                .toList();
    }

    /** What counts among what is allowed: the mean of what the rules say; empty when none says. */
    public Optional<Weights> weights() {
        List<Weights> all = all(Weigh.class).stream().map(Weigh::weights).toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(Weights.mean(all));
    }

    /** Why models may not be told of this tool; empty when they may. */
    public Optional<Denial> deniesTool(String tool) {
        List<String> rules = imposed().stream()
                .filter(each -> forbids(each.constraint(), tool))
                .map(Imposed::rule)
                .toList();
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(Denial.aboutTool(tool, rules, "tool '%s' is not allowed for this call".formatted(tool)));
    }

    private static boolean forbids(Constraint constraint, String tool) {
        if (constraint instanceof AllowTools allow) {
            return !allow.tools().contains(tool);
        }
        return constraint instanceof DenyTools deny && deny.tools().contains(tool);
    }

    /** Which tiers are left. */
    public Plan plan(List<Rung> rungs) {
        return Plan.of(this, rungs);
    }
}
