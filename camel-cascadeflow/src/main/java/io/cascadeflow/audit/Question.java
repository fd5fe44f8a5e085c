package io.cascadeflow.audit;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.provider.recorded.RecordedFacts;
import java.util.List;

/**
 * A live question with the answers that models gave to it.
 *
 * @param id of the decision that it led to
 * @param answers in the order in which they were asked for; at least one
 * @param given the model whose answer the caller got
 * @param weight how many questions it stands for, above 0
 * @param facts what was known of it beside its text
 */
public record Question(String id, List<Answer> answers, String given, double weight, RecordedFacts facts) {

    /** Without facts. */
    public Question(String id, List<Answer> answers, String given, double weight) {
        this(id, answers, given, weight, RecordedFacts.NONE);
    }

    public Question {
        answers = List.copyOf(answers);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("a question without an answer teaches nothing");
        }
    }

    /** The same question, with other answers, for as many. */
    public Question with(List<Answer> others, double standsFor) {
        return new Question(id, others, given, standsFor, facts);
    }

    /** The question as the cheapest model was asked. */
    Draft first() {
        return answers.get(0).draft();
    }
}
