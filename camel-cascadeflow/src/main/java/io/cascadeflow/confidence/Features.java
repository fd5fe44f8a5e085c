package io.cascadeflow.confidence;

import io.cascadeflow.confidence.Grams.Side;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a fitted gate sees of a draft.
 *
 * @param signals by name; absent ones are not there
 * @param domain as the caller named it; absent when nobody did
 * @param question hashed words of the question
 * @param answer hashed words of the draft
 */
public record Features(
        Map<String, Double> signals, @Nullable String domain, Grams question, Grams answer) {

    /** Reads the draft once. */
    public static Features of(Draft draft) {
        return of(DraftFacts.of(draft), Signals.standard());
    }

    static Features of(DraftFacts facts, List<SignalSource> sources) {
        Observations observations = new Observations();
        for (SignalSource source : sources) {
            source.observe(facts, observations);
        }
        observations.putMeasured(facts.draft().context().measured());
        return new Features(
                observations.values(),
                facts.draft().context().domain(),
                Grams.of(facts.question().words(), Side.QUESTION),
                Grams.of(facts.answer().words(), Side.ANSWER));
    }
}
