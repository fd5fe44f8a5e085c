package io.cascadeflow.confidence;

import io.cascadeflow.confidence.Grams.Side;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.model.ChatRequest;
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

    /** What can be seen of a question before it is asked. */
    public static Features ofQuestion(ChatRequest request, @Nullable String domain) {
        Text question = Text.of(request.question());
        Observations observations = new Observations();
        QuestionSignals.observe(question, observations);
        return new Features(observations.values(), domain, Grams.of(question.words(), Side.QUESTION), Grams.NONE);
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
