package io.cascadeflow.audit;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.List;

/** Live questions, for tests. */
final class Questions {

    private Questions() {}

    static Question of(String id, String asked, String answered) {
        return new Question(id, List.of(answer("openai:small", asked, answered)), "openai:small", 1);
    }

    static Answer answer(String model, String asked, String answered) {
        ChatReply reply = ChatReply.of(model, answered);
        return new Answer(model, new Draft(ChatRequest.of(asked), reply, List.of(), DraftContext.NONE), null, null);
    }
}
