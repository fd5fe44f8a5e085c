package io.cascadeflow.camel.draft;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.MeasuredSignals;
import io.cascadeflow.model.ChatReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * How near question, answer and further samples are in meaning.
 *
 * @param embedder makes the vectors
 * @param workers a bounded pool: embedding takes the processor, or waits for a server
 */
public record Embeddings(Embedder embedder, Executor workers) implements Measurement {

    @Override
    public CompletionStage<Findings> measure(Look look) {
        return CompletableFuture.supplyAsync(() -> Findings.of(signals(look.draft())), workers);
    }

    private Map<String, Double> signals(Draft draft) {
        List<String> texts = new ArrayList<>();
        texts.add(draft.request().question());
        texts.add(draft.reply().text());
        draft.others().stream().map(ChatReply::text).forEach(texts::add);
        if (texts.stream().limit(2).anyMatch(String::isBlank)) {
            return Map.of();
        }
        texts.removeIf(String::isBlank);
        List<float[]> vectors = embedder.embed(texts).vectors();
        Map<String, Double> signals = new LinkedHashMap<>();
        signals.put(MeasuredSignals.SIMILARITY.name(), cosine(vectors.get(0), vectors.get(1)));
        vectors.stream()
                .skip(2)
                .mapToDouble(other -> cosine(vectors.get(1), other))
                .average()
                .ifPresent(mean -> signals.put(MeasuredSignals.AGREEMENT.name(), mean));
        signals.values().removeIf(value -> value.isNaN());
        return signals;
    }

    /** −1 to 1; NaN for a vector of nothing. */
    static double cosine(float[] one, float[] other) {
        double product = 0;
        double oneSquared = 0;
        double otherSquared = 0;
        for (int i = 0; i < one.length; i++) {
            product += (double) one[i] * other[i];
            oneSquared += (double) one[i] * one[i];
            otherSquared += (double) other[i] * other[i];
        }
        return Math.max(-1, Math.min(1, product / Math.sqrt(oneSquared * otherSquared)));
    }
}
