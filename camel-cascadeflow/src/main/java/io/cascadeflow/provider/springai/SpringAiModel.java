package io.cascadeflow.provider.springai;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.BeanErrors;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ModelBean;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.PushedReply;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;

/** A chat model of Spring AI. Tools are offered to it and never run by it. */
public record SpringAiModel(ChatModel model) implements ModelBean {

    @Override
    public boolean streams() {
        return true;
    }

    @Override
    public boolean givesWhole() {
        return true;
    }

    @Override
    public ChatReply ask(ChatCall call) {
        ChatResponse response = model.call(Prompts.of(call.request(), model));
        if (response.getResults().isEmpty()) {
            // how the library tells of a reply that has none
            throw new IllegalStateException("the response has no generation");
        }
        Answer answer = new Answer();
        answer.add(response);
        return answer.reply(call.model());
    }

    @Override
    public void stream(ChatCall call, PushedReply reply) {
        model.stream(Prompts.of(call.request(), model)).subscribe(new Pieces(reply, call.model()));
    }

    @Override
    public ProviderException failure(BeanErrors errors, Throwable thrown) {
        return Failures.of(errors, thrown);
    }
}
