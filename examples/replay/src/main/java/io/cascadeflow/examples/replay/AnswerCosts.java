package io.cascadeflow.examples.replay;

import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.provider.recorded.RecordedItem;
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

    /** What the small model's answers cost as a share of the large one's; absent when a price is unknown, or nothing costs. */
    @Nullable
    Double ratio(List<RecordedItem> items, String small, int samples, String large) {
        double[] ofSmall = of(items, small, samples);
        double[] ofLarge = of(items, large, 1);
        double all = ofLarge == null ? 0 : Arrays.stream(ofLarge).sum();
        return ofSmall == null || all == 0
                ? null
                : Double.valueOf(Arrays.stream(ofSmall).sum() / all);
    }
}
