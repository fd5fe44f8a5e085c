package io.cascadeflow.audit;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftFacts;
import io.cascadeflow.confidence.text.Conclusion;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.provider.recorded.Label;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labels answers by the last one: it counts as right, and another answer is right when it comes to the same. Answers that
 * cannot be compared stay without a label. A pure function.
 *
 * <p>Where the last model is wrong, a right draft is labelled wrong, and a draft with the same mistake right: what is learned
 * is when the models agree.
 */
public final class Agreement {

    /** Labels are scores, so that those of judges and users can stand beside them in one recording. */
    private static final Label RIGHT = Label.score(1);

    private static final Label WRONG = Label.score(0);

    private Agreement() {}

    /** The answers with their labels; all without when no two can be compared. */
    public static List<Answer> label(List<Answer> answers) {
        Answer last = answers.get(answers.size() - 1);
        List<Answer> labelled = new ArrayList<>();
        boolean any = false;
        for (Answer answer : answers.subList(0, answers.size() - 1)) {
            Boolean same = same(answer.draft(), last.draft());
            any |= same != null;
            labelled.add(same == null ? answer : answer.withLabel(same ? RIGHT : WRONG));
        }
        labelled.add(any ? last.withLabel(RIGHT) : last);
        return labelled;
    }

    /** The answers with a judge's score for the draft, which is the last but one, held against the last. */
    public static List<Answer> label(List<Answer> answers, double score) {
        List<Answer> labelled = new ArrayList<>(answers);
        int last = answers.size() - 1;
        labelled.set(last - 1, answers.get(last - 1).withLabel(Label.score(score)));
        labelled.set(last, answers.get(last).withLabel(RIGHT));
        return labelled;
    }

    /** Whether both come to the same; absent when they cannot be compared, or the other one is faulty. */
    public static @Nullable Boolean same(Draft draft, Draft other) {
        if (isMute(draft) || isMute(other) || !DraftFacts.of(other).defects().isEmpty()) {
            return null;
        }
        DraftFacts facts = DraftFacts.of(draft);
        Text against = Text.of(other.reply().text());
        return facts.conclusion()
                .sameAs(Conclusion.of(against.plain(), facts.question().numbers()));
    }

    private static boolean isMute(Draft draft) {
        return draft.reply().text().isBlank()
                || !draft.reply().message().toolCalls().isEmpty();
    }
}
