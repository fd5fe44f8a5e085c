package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Conclusion;
import io.cascadeflow.confidence.text.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A draft with the texts of its question and answer read once, for all signals.
 *
 * @param draft as it was given
 * @param defects what the structural checks found
 * @param question the last user's message; earlier messages and the operator's instructions are never looked at
 * @param answer the draft's text, without its reasoning
 * @param conclusion what the draft comes to
 * @param others the further samples, read likewise; nobody looks for their defects
 */
public record DraftFacts(
        Draft draft, List<Defect> defects, Text question, Text answer, Conclusion conclusion, List<DraftFacts> others) {

    public DraftFacts {
        others = List.copyOf(others);
    }

    /** What the draft's texts say; read once, however often it is asked for. */
    public static DraftFacts of(Draft draft) {
        return draft.facts();
    }

    static DraftFacts read(Draft draft) {
        Text question = Text.of(draft.request().question());
        DraftContext context = draft.context().withMeasured(Map.of());
        List<DraftFacts> others = draft.others().stream()
                .map(other -> new Draft(draft.request(), other, List.of(), context))
                .map(other -> of(other, List.of(), question, List.of()))
                .toList();
        return of(draft, Defects.of(draft), question, others);
    }

    private static DraftFacts of(Draft draft, List<Defect> defects, Text question, List<DraftFacts> others) {
        Text answer = Text.of(draft.reply().text());
        Conclusion conclusion = Conclusion.of(answer.plain(), question.numbers());
        return new DraftFacts(draft, defects, question, answer, conclusion, others);
    }

    /** Whether both come to the same; absent when they cannot be compared. */
    @Nullable
    Boolean comesToTheSameAs(DraftFacts other) {
        return conclusion.sameAs(other.conclusion);
    }
}
