package io.cascadeflow.examples.replay;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The pairs worth a look: the cheaper model first; the worse one first where a price is unknown. */
record CandidatePairs(Recording recording, Prices prices) {

    List<Pair> pairs() {
        List<String> models = List.copyOf(recording.models());
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < models.size(); i++) {
            for (int j = i + 1; j < models.size(); j++) {
                boolean inOrder = comesFirst(models.get(i), models.get(j));
                pairs.add(new Pair(models.get(inOrder ? i : j), models.get(inOrder ? j : i)));
            }
        }
        return pairs;
    }

    private boolean comesFirst(String a, String b) {
        OptionalDouble costOfA = cost(a);
        OptionalDouble costOfB = cost(b);
        if (costOfA.isPresent() && costOfB.isPresent()) {
            return costOfA.getAsDouble() <= costOfB.getAsDouble();
        }
        return quality(a) <= quality(b);
    }

    /** Mean US dollars of an answer; empty when the price is unknown. */
    private OptionalDouble cost(String model) {
        return prices.of(model)
                .map(price -> recording.items().stream()
                        .filter(item -> !item.samples(model).isEmpty())
                        .mapToDouble(item -> cost(item, model, price))
                        .average())
                .orElse(OptionalDouble.empty());
    }

    private static double cost(RecordedItem item, String model, ModelPrice price) {
        TokenUsage usage =
                item.samples(model).get(0).reply(model, item.request()).usage();
        return usage == null ? 0 : price.cost(usage).toBigDecimal().doubleValue();
    }

    private double quality(String model) {
        return recording.items().stream()
                .flatMap(item -> item.samples(model).stream().limit(1))
                .map(RecordedAnswer::label)
                .mapToDouble(label -> label == null ? 0 : label.quality())
                .average()
                .orElse(0);
    }
}
