package io.cascadeflow.replay;

import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * How good a cascade of two tiers was on recorded answers, in RouteLLM's measures. What cannot be known is absent, and
 * {@link #notes} says why.
 *
 * @param items how many questions
 * @param accepted share of the drafts that were accepted, 0 to 1
 * @param quality mean quality of the cascade's answers
 * @param cost what the cascade cost in all
 * @param largeCost what always asking the large model would have cost
 * @param ranking how well confidence orders the drafts
 * @param notes what is absent or partial, and why, for people
 */
public record Evaluation(
        int items,
        double accepted,
        @Nullable Quality quality,
        @Nullable Usd cost,
        @Nullable Usd largeCost,
        Order ranking,
        List<String> notes) {

    public Evaluation {
        notes = List.copyOf(notes);
    }

    /**
     * Mean qualities over the questions with labels: a share of right answers, or a mean score.
     *
     * @param cascade of the cascade
     * @param small of always the small model
     * @param large of always the large model
     * @param oracle of always the better answer
     * @param retained the cascade's quality as a share of the large model's; absent when that is zero
     * @param pgr the share of the large model's gain that the cascade recovers; absent when there is none
     * @param randomPgr the same of a random choice that escalates as often; absent when there is no gain
     * @param precision share of the accepted drafts that are right; absent when none was accepted
     * @param regret share of all questions whose draft was accepted and wrong, while the large model was better
     */
    public record Quality(
            double cascade,
            double small,
            double large,
            double oracle,
            @Nullable Double retained,
            @Nullable Double pgr,
            @Nullable Double randomPgr,
            @Nullable Double precision,
            double regret) {}

    /**
     * How well confidence orders the drafts, whatever the threshold.
     *
     * @param auroc the probability that a right draft has more confidence than a wrong one, equal counting half
     * @param apgr the area under the recovered gain over the share of large calls; a random order has 0.5
     * @param cpt50 the smallest share of large calls that recovers half of the gain
     * @param cpt80 the smallest share of large calls that recovers four fifths of the gain
     * @param parity the smallest share of large calls at which the cascade is as good as the large model
     * @param ece how far confidence is from the share of right drafts, the mean over ten bins of as many drafts; of those
     *     that have a confidence, and absent when none has
     * @param eceByChance what it would be for a gate whose every confidence is exactly right, by chance alone; absent with it
     */
    public record Order(
            @Nullable Double auroc,
            @Nullable Double apgr,
            @Nullable Double cpt50,
            @Nullable Double cpt80,
            @Nullable Double parity,
            @Nullable Double ece,
            @Nullable Double eceByChance) {

        static final Order UNKNOWN = new Order(null, null, null, null, null, null, null);
    }

    /** @throws IllegalArgumentException when there is nothing to evaluate */
    public static Evaluation of(List<Replayed> all) {
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there is no question to evaluate");
        }
        List<String> notes = new ArrayList<>();
        List<Replayed> labelled =
                all.stream().filter(item -> item.labels() != null).toList();
        if (labelled.isEmpty()) {
            notes.add("no question has labels of both models: no quality can be told");
        } else if (labelled.size() < all.size()) {
            notes.add("quality is of the %d questions, out of %d, that have labels of both models"
                    .formatted(labelled.size(), all.size()));
        }
        Ranking ranking = Ranking.of(labelled);
        return new Evaluation(
                all.size(),
                accepted(all),
                labelled.isEmpty() ? null : quality(labelled, ranking.curve()),
                sum(all, Replayed::cost),
                sum(all, Replayed::largeCost),
                labelled.isEmpty() ? Order.UNKNOWN : order(ranking, Reliability.of(labelled), notes),
                notes);
    }

    private static Order order(Ranking ranking, @Nullable Reliability reliability, List<String> notes) {
        Curve curve = ranking.curve();
        Order order = new Order(
                orNull(ranking.auroc()),
                orNull(curve.apgr()),
                orNull(curve.callsFor(0.5)),
                orNull(curve.callsFor(0.8)),
                orNull(curve.callsFor(1)),
                reliability == null ? null : reliability.ece(),
                reliability == null ? null : reliability.eceByChance());
        if (order.auroc == null) {
            notes.add("the drafts are all right or all wrong: there is no AUROC");
        }
        if (curve.isFlat()) {
            notes.add("both models are equally good: there is no gain to recover, so no PGR, APGR and CPT");
        } else if (curve.wholeGain() < 0) {
            notes.add("the small model is the better one: PGR, APGR and CPT tell how much of the loss is taken");
        }
        return order;
    }

    private static Quality quality(List<Replayed> labelled, Curve curve) {
        double cascade = mean(labelled, (item, labels) -> item.escalated() ? labels.large() : labels.small());
        double small = mean(labelled, (item, labels) -> labels.small());
        double large = mean(labelled, (item, labels) -> labels.large());
        return new Quality(
                cascade,
                small,
                large,
                mean(labelled, (item, labels) -> Math.max(labels.small(), labels.large())),
                large == 0 ? null : cascade / large,
                curve.isFlat() ? null : (cascade - small) / curve.wholeGain(),
                curve.isFlat() ? null : escalated(labelled),
                precision(labelled),
                mean(
                        labelled,
                        (item, labels) ->
                                !item.escalated() && !labels.draftRight() && labels.large() > labels.small() ? 1 : 0));
    }

    private static @Nullable Double precision(List<Replayed> labelled) {
        List<Labels> accepted = labelled.stream()
                .filter(item -> !item.escalated())
                .map(Replayed::labels)
                .filter(labels -> labels != null)
                .toList();
        return accepted.isEmpty()
                ? null
                : Double.valueOf(accepted.stream().filter(Labels::draftRight).count() / (double) accepted.size());
    }

    private static double accepted(List<Replayed> items) {
        return (double) items.stream().filter(item -> !item.escalated()).count() / items.size();
    }

    private static double escalated(List<Replayed> items) {
        return (double) items.stream().filter(Replayed::escalated).count() / items.size();
    }

    @FunctionalInterface
    private interface Measure {
        double of(Replayed item, Labels labels);
    }

    private static double mean(List<Replayed> items, Measure measure) {
        ToDoubleFunction<Replayed> value = item -> {
            Labels labels = item.labels();
            return labels == null ? 0 : measure.of(item, labels);
        };
        return items.stream().mapToDouble(value).sum() / items.size();
    }

    /** Null when any amount is unknown: a sum without it would be too low. */
    private static @Nullable Usd sum(List<Replayed> items, Function<Replayed, @Nullable Usd> amount) {
        Usd sum = Usd.ZERO;
        for (Replayed item : items) {
            Usd part = amount.apply(item);
            if (part == null) {
                return null;
            }
            sum = sum.plus(part);
        }
        return sum;
    }

    private static @Nullable Double orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
