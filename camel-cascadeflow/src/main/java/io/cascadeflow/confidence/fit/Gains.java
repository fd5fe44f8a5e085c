package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.Escalation.Gain;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Learns what going on brings, by the confidence of the draft. */
public final class Gains {

    /** Of fewer questions a mean says little. */
    private static final int QUESTIONS_IN_A_STEP = 40;

    private Gains() {}

    /**
     * One question.
     *
     * @param confidence of its draft, from a gate that did not learn from it
     * @param gain quality of the large answer less quality of the draft
     * @param weight how many questions it stands for
     */
    public record Observed(double confidence, double gain, double weight) {}

    private record Step(double from, double gain, double weight) {

        double mean() {
            return gain / weight;
        }

        Step with(Step above) {
            return new Step(from, gain + above.gain, weight + above.weight);
        }
    }

    /**
     * Steps of equally many questions; those that would make the gain grow with confidence are pooled.
     *
     * @param questions not empty, each with a confidence
     */
    public static List<Gain> of(List<Observed> questions) {
        List<Observed> byConfidence = questions.stream()
                .sorted(Comparator.comparingDouble(Observed::confidence))
                .toList();
        int count = Math.max(1, byConfidence.size() / QUESTIONS_IN_A_STEP);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int from = i * byConfidence.size() / count;
            push(
                    steps,
                    step(
                            i == 0 ? 0 : byConfidence.get(from).confidence(),
                            byConfidence.subList(from, (i + 1) * byConfidence.size() / count)));
        }
        return steps.stream().map(step -> new Gain(step.from(), step.mean())).toList();
    }

    private static Step step(double from, List<Observed> questions) {
        return new Step(
                from,
                questions.stream().mapToDouble(q -> q.gain() * q.weight()).sum(),
                questions.stream().mapToDouble(Observed::weight).sum());
    }

    private static void push(List<Step> steps, Step next) {
        Step step = next;
        while (!steps.isEmpty() && steps.get(steps.size() - 1).mean() <= step.mean()) {
            step = steps.remove(steps.size() - 1).with(step);
        }
        steps.add(step);
    }
}
