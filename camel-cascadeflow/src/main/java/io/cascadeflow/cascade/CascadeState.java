package io.cascadeflow.cascade;

import io.cascadeflow.budget.Budget.WhenSpent;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Reason.Code;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Defect;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ContentFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The step machine: what happened so far in one run of a cascade, and, given what a tier came back with, what to do next.
 * Immutable; every door drives this and nothing else decides.
 *
 * @param cascade what is run
 * @param plan the tiers to ask, in order
 * @param deadline no tier is asked at or after it; absent for none
 * @param attempts the tiers asked so far, in order
 * @param skipped the tiers that were passed over, cheapest first
 * @param pace how long tiers usually take
 */
public record CascadeState(
        Cascade cascade,
        List<Tier> plan,
        @Nullable Instant deadline,
        List<Attempt> attempts,
        List<Skipped> skipped,
        Pace pace) {

    public CascadeState {
        plan = List.copyOf(plan);
        attempts = List.copyOf(attempts);
        skipped = List.copyOf(skipped);
    }

    /** The first step of a run of which no chances are known. */
    public static Step.Ask start(Cascade cascade, @Nullable String forceTier, @Nullable Instant deadline) {
        return start(cascade, forceTier, deadline, Map.of());
    }

    /** The first step of a run of which no time is known. */
    public static Step.Ask start(
            Cascade cascade, @Nullable String forceTier, @Nullable Instant deadline, Map<String, Double> chances) {
        return start(cascade, forceTier, deadline, chances, Pace.UNKNOWN, Instant.MIN);
    }

    /** The first step of a run that no rules narrow. */
    public static Step.Ask start(
            Cascade cascade,
            @Nullable String forceTier,
            @Nullable Instant deadline,
            Map<String, Double> chances,
            Pace pace,
            Instant now) {
        return start(cascade, forceTier, deadline, chances, pace, now, List.of(), null);
    }

    /**
     * The first step of a run. Tiers whose chance is below their limit are passed over, and those that usually take longer than
     * the deadline leaves, and those that the objective is better without, but never the last one, and none when a tier is forced.
     *
     * @param forceTier asks only this tier and takes any sound answer of it; absent for the usual way
     * @param chances by tier, the chance, 0 to 1, that its answer will reach its threshold; where nothing is known, nothing
     * @param pace how long tiers usually take; it is minded all along the run
     * @param now when the run starts
     * @param forbidden tiers that are not among those of the cascade, since rules leave them out; for the record
     * @param objective chooses which of the tiers that are left is the first; absent when that is the first of them
     * @throws IllegalArgumentException when the cascade has no tier of that name
     */
    public static Step.Ask start(
            Cascade cascade,
            @Nullable String forceTier,
            @Nullable Instant deadline,
            Map<String, Double> chances,
            Pace pace,
            Instant now,
            List<Skipped> forbidden,
            @Nullable Objective objective) {
        List<Tier> plan = new ArrayList<>(cascade.plan(forceTier));
        List<Skipped> all = new ArrayList<>(forbidden);
        if (forceTier == null) {
            passOver(cascade.skipped(chances), plan, all);
            passOver(objective == null ? List.of() : objective.passedOver(plan), plan, all);
        }
        return new CascadeState(cascade, plan, deadline, List.of(), all, pace).askInTime(now);
    }

    private static void passOver(List<Skipped> skipped, List<Tier> plan, List<Skipped> all) {
        plan.removeAll(skipped.stream().map(Skipped::tier).toList());
        all.addAll(skipped);
    }

    /**
     * The end of a run that gives an answer again: nobody is asked, and it costs nothing.
     *
     * @param tier that gave it; of this cascade, under the rules that hold now
     * @param assessment what it was accepted with
     * @param outcome as it was
     * @param similarity of the question that it answered and this one, above 0 up to 1; absent when it is the same question
     * @return empty when there is no such tier
     */
    public Optional<Step.Finish> again(
            String tier, Assessment assessment, Outcome outcome, @Nullable Double similarity) {
        return Stream.concat(plan.stream(), cascade.tiers().stream())
                .filter(one -> one.name().equals(tier))
                .findFirst()
                .map(one -> {
                    Reason reason = cached(tier, similarity);
                    Attempt attempt = new Attempt(one, new Answered(assessment, true, Usd.ZERO), true, reason);
                    return new Step.Finish(with(attempt), outcome, reason, attempt);
                });
    }

    private static Reason cached(String tier, @Nullable Double similarity) {
        String text = "tier '%s': answered from the cache".formatted(tier);
        return similarity == null
                ? new Reason(Code.CACHED, text)
                : new Reason(
                        Code.SIMILAR,
                        String.format(Locale.ROOT, "%s, as a question of similarity %.4f was", text, similarity));
    }

    /** What follows from {@code result}, the answer or failure of the tier asked last. A pure function. */
    public Step next(TierResult result, Instant now) {
        return next(result, null, now);
    }

    /**
     * The same.
     *
     * @param latency how long the tier took; absent when nobody measured. Nothing depends on it: it is for the record
     */
    public Step next(TierResult result, @Nullable Duration latency, Instant now) {
        Attempt attempt = Judgement.of(plan.get(attempts.size()), result).took(latency);
        CascadeState then = with(attempt);
        if (attempt.accepted()) {
            return new Step.Finish(then, then.outcomeOf(attempt), attempt.reason(), attempt);
        }
        if (result instanceof Failed failed && failed.stop() != null) {
            return then.refused(WhenSpent.REJECT, attempt.reason(), now);
        }
        if (result instanceof Failed failed && failed.refusal() != null) {
            return then.refused(failed.refusal().standing().claim().budget().whenSpent(), attempt.reason(), now);
        }
        if (isFiltered(result) && !attempt.tier().onFilter() && !then.isAtEnd()) {
            return then.exhausted(filteredBy(attempt.tier()));
        }
        return then.goOn(attempt.reason(), now);
    }

    private boolean isAtEnd() {
        return attempts.size() == plan.size();
    }

    private static boolean isFiltered(TierResult result) {
        return result instanceof Answered answered
                ? answered.assessment().defects().contains(Defect.FILTERED)
                : result instanceof Failed failed && ContentFilter.blocked(failed.failure());
    }

    private static Reason filteredBy(Tier tier) {
        return new Reason(
                Code.FILTERED,
                "tier '%s': its content filter blocked the question or the answer, which is not asked elsewhere; set failOverOnFilter to allow that"
                        .formatted(tier.name()));
    }

    private Step goOn(Reason reason, Instant now) {
        if (attempts.size() == plan.size()) {
            return isSkippedLeft() ? afterAll().goOn(reason, now) : exhausted(reason);
        }
        Tier untried = plan.get(attempts.size());
        if (deadline != null && !now.isBefore(deadline)) {
            return exhausted(new Reason(
                    Code.DEADLINE,
                    "the deadline passed before tier '%s' could be asked; %s"
                            .formatted(untried.name(), reason.text())));
        }
        return askInTime(now);
    }

    /** Asks the next tier of the plan that can answer by the deadline, else its last one. */
    private Step.Ask askInTime(Instant now) {
        List<Tier> rest = plan.subList(attempts.size(), plan.size());
        int next = pace.firstInTime(rest, deadline, now, cascade.whenExhausted() == WhenExhausted.DEGRADE);
        if (next == 0 || deadline == null) {
            return new Step.Ask(this, rest.get(0));
        }
        List<Tier> changed = new ArrayList<>(plan.subList(0, attempts.size()));
        changed.addAll(rest.subList(next, rest.size()));
        List<Skipped> all = new ArrayList<>(skipped);
        all.addAll(pace.late(rest, next, Duration.between(now, deadline)));
        return new Step.Ask(new CascadeState(cascade, changed, deadline, attempts, all, pace), rest.get(next));
    }

    /** Whether there is no answer at all yet, and a tier that was passed over could still give one. */
    private boolean isSkippedLeft() {
        return !anyAnswer()
                && plan.size() < cascade.tiers().size()
                && skipped.stream().anyMatch(Skipped::isLeft);
    }

    /** A small chance is better than no answer. */
    private CascadeState afterAll() {
        List<Tier> all = new ArrayList<>(plan);
        skipped.stream().filter(Skipped::isLeft).map(Skipped::tier).forEach(all::add);
        return new CascadeState(cascade, all, deadline, attempts, skipped, Pace.UNKNOWN);
    }

    private boolean anyAnswer() {
        return attempts.stream().anyMatch(attempt -> attempt.result() instanceof Answered);
    }

    /**
     * A budget has less left than the tier asked last may cost. Where the budget says so, whatever is cheaper answers: a draft
     * that was paid for, else the tiers that were not asked, cheapest first, also those that the plan had left out.
     */
    private Step refused(WhenSpent whenSpent, Reason reason, Instant now) {
        Attempt best = bestDraft();
        boolean degrades = whenSpent == WhenSpent.DEGRADE || cascade.whenExhausted() == WhenExhausted.DEGRADE;
        if (degrades && best != null) {
            return new Step.Finish(this, Outcome.DEGRADED, reason, best);
        }
        List<Tier> asked = attempts.stream().map(Attempt::tier).toList();
        List<Tier> others = cascade.without(asked);
        if (whenSpent != WhenSpent.DEGRADE || others.isEmpty()) {
            return new Step.Finish(this, Outcome.REJECTED, reason, null);
        }
        List<Tier> all = new ArrayList<>(asked);
        all.addAll(others);
        return new CascadeState(cascade, all, deadline, attempts, skipped, Pace.UNKNOWN).goOn(reason, now);
    }

    private Outcome outcomeOf(Attempt answer) {
        boolean belowWhatWasAskedFor = attempts.stream()
                .anyMatch(attempt -> attempt.reason().code() == Code.BUDGET
                        && cascade.indexOf(attempt.tier()) > cascade.indexOf(answer.tier()));
        if (belowWhatWasAskedFor) {
            return Outcome.DEGRADED;
        }
        return attempts.size() == 1 ? Outcome.ACCEPTED : Outcome.ESCALATED;
    }

    /** What all attempts cost together, discarded drafts and failures included. */
    public Usd totalCost() {
        return attempts.stream().map(attempt -> attempt.result().cost()).reduce(Usd.ZERO, Usd::plus);
    }

    private CascadeState with(Attempt attempt) {
        List<Attempt> all = new ArrayList<>(attempts);
        all.add(attempt);
        return new CascadeState(cascade, plan, deadline, all, skipped, pace);
    }

    private Step exhausted(Reason reason) {
        if (cascade.whenExhausted() == WhenExhausted.DEGRADE) {
            Attempt best = bestDraft();
            if (best != null) {
                return new Step.Finish(this, Outcome.DEGRADED, reason, best);
            }
        }
        return new Step.Finish(this, anyAnswer() ? Outcome.REJECTED : Outcome.FAILED, reason, null);
    }

    /** The sound draft with the highest confidence; the later, dearer one among equals; null when none is sound. */
    private @Nullable Attempt bestDraft() {
        return attempts.stream()
                .filter(attempt -> attempt.result() instanceof Answered answered
                        && answered.assessment().defects().isEmpty())
                .max(Comparator.comparingDouble(CascadeState::confidence).thenComparingInt(attempts::indexOf))
                .orElse(null);
    }

    private static double confidence(Attempt attempt) {
        Double confidence = ((Answered) attempt.result()).assessment().confidence();
        return confidence == null ? -1 : confidence;
    }
}
