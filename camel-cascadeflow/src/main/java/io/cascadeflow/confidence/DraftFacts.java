package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Conclusion;
import io.cascadeflow.confidence.text.Text;
import java.util.List;

/**
 * A draft with the texts of its question and answer read once, for all signals.
 *
 * @param draft as it was given
 * @param defects what the structural checks found
 * @param question the last user's message; earlier messages and the operator's instructions are never looked at
 * @param answer the draft's text, without its reasoning
 * @param conclusion what the draft comes to
 */
public record DraftFacts(Draft draft, List<Defect> defects, Text question, Text answer, Conclusion conclusion) {

    public static DraftFacts of(Draft draft) {
        Text question = Text.of(draft.request().question());
        Text answer = Text.of(draft.reply().text());
        return new DraftFacts(
                draft, Defects.of(draft), question, answer, Conclusion.of(answer.plain(), question.numbers()));
    }
}
