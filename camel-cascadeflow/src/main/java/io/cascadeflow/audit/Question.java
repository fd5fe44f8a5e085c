package io.cascadeflow.audit;

import io.cascadeflow.confidence.Draft;
import java.util.List;

/**
 * A live question with the answers that models gave to it.
 *
 * @param id of the decision that it led to
 * @param answers in the order in which they were asked for; at least one
 * @param given the model whose answer the caller got
 * @param weight how many questions it stands for, above 0
 */
public record Question(String id, List<Answer> answers, String given, double weight) {

    public Question {
        answers = List.copyOf(answers);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("a question without an answer teaches nothing");
        }
    }

    /** The question as the cheapest model was asked. */
    Draft first() {
        return answers.get(0).draft();
    }
}
