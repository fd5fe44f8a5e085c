package io.cascadeflow.confidence;

import io.cascadeflow.confidence.Grams.Side;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.recorded.RecordedFeatures;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a fitted gate sees of a draft. Samples that come to the same as the draft are right or wrong together with it:
 * what is seen is then the mean of what is seen of each, which has less chance in it than one text.
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
        List<Features> alike = draft.facts().others().stream()
                .filter(other -> Boolean.TRUE.equals(draft.facts().comesToTheSameAs(other)))
                .map(other -> ofOwnText(other, Signals.of(other)))
                .toList();
        return MeanFeatures.of(ofOwnText(draft), alike);
    }

    /** What the draft's own text shows, with the other samples beside it to compare with. */
    public static Features ofOwnText(Draft draft) {
        return ofOwnText(draft.facts(), draft.signals());
    }

    /** What can be seen of a question before it is asked. */
    public static Features ofQuestion(ChatRequest request, @Nullable String domain) {
        Text question = Text.of(request.question());
        Observations observations = new Observations();
        QuestionSignals.observe(question, observations);
        return new Features(observations.values(), domain, Grams.of(question.words(), Side.QUESTION), Grams.NONE);
    }

    /** The part of them that could be seen before the question was asked. */
    public Features ofQuestion() {
        Map<String, Double> seen = new HashMap<>(signals);
        seen.keySet().retainAll(QuestionSignals.NAMES);
        return new Features(seen, domain, question, Grams.NONE);
    }

    /** As they were recorded in place of the texts. */
    public static Features of(RecordedFeatures recorded, @Nullable String domain) {
        return new Features(recorded.signals(), domain, Grams.of(recorded.question()), Grams.of(recorded.answer()));
    }

    /** In the form in which they are kept in place of the texts. */
    public RecordedFeatures recorded() {
        return new RecordedFeatures(signals, question.values(), answer.values());
    }

    private static Features ofOwnText(DraftFacts facts, Map<String, Double> signals) {
        return new Features(
                signals,
                facts.draft().context().domain(),
                Grams.of(facts.question().words(), Side.QUESTION),
                Grams.of(facts.answer().words(), Side.ANSWER));
    }
}
