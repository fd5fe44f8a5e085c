package io.cascadeflow.examples.replay;

import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Outlay;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What recorded answers cost. */
record AnswerCosts(Prices prices) {

    /** US dollars for the first {@code samples} answers to each question; null when the price is unknown. */
    double @Nullable [] of(List<RecordedItem> items, String model, int samples) {
        ModelPrice price = prices.of(model).orElse(null);
        return price == null
                ? null
                : items.stream()
                        .mapToDouble(item -> of(item, model, samples, price))
                        .toArray();
    }

    private static double of(RecordedItem item, String model, int samples, ModelPrice price) {
        return item.samples(model).subList(0, samples).stream()
                .mapToDouble(answer -> price.cost(Objects.requireNonNull(
                                answer.reply(model, item.request()).usage()))
                        .toBigDecimal()
                        .doubleValue())
                .sum();
    }

    /** Price and time of the first {@code samples} answers to each question, which are asked for side by side. */
    Outlay outlay(List<RecordedItem> items, String model, int samples) {
        return new Outlay(of(items, model, samples), seconds(items, model, samples));
    }

    private static double @Nullable [] seconds(List<RecordedItem> items, String model, int samples) {
        double[] seconds = new double[items.size()];
        for (int i = 0; i < seconds.length; i++) {
            for (RecordedAnswer answer : items.get(i).samples(model).subList(0, samples)) {
                if (answer.latency() == null) {
                    return null;
                }
                seconds[i] = Math.max(seconds[i], answer.latency().toNanos() / 1e9);
            }
        }
        return seconds;
    }

    /** What a profile tells of costs. */
    FitRun.Costs costs(List<RecordedItem> items, String small, int samples, String large) {
        double[] ofLarge = of(items, large, 1);
        return new FitRun.Costs(
                ratio(items, small, samples, large),
                ofLarge == null
                        ? null
                        : Double.valueOf(Arrays.stream(ofLarge).average().orElse(0)));
    }

    /** What the small model's answers cost as a share of the large one's; absent when a price is unknown, or nothing costs. */
    private @Nullable Double ratio(List<RecordedItem> items, String small, int samples, String large) {
        double[] ofSmall = of(items, small, samples);
        double[] ofLarge = of(items, large, 1);
        double all = ofLarge == null ? 0 : Arrays.stream(ofLarge).sum();
        return ofSmall == null || all == 0
                ? null
                : Double.valueOf(Arrays.stream(ofSmall).sum() / all);
    }
}
