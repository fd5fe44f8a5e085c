package io.cascadeflow.provider.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.BeanErrors;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ModelBean;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.PushedReply;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A chat model of LangChain4j: one that answers in one piece, one that answers in many, or both.
 *
 * @param whole absent where only pieces are to be had
 * @param streaming absent where answers only come in one piece
 */
public record LangChainModel(
        @Nullable ChatModel whole, @Nullable StreamingChatModel streaming) implements ModelBean {

    public LangChainModel {
        if (whole == null && streaming == null) {
            throw new IllegalArgumentException("there is no model to ask");
        }
    }

    @Override
    public boolean streams() {
        return streaming != null;
    }

    @Override
    public boolean givesWhole() {
        return whole != null;
    }

    @Override
    public ChatReply ask(ChatCall call) {
        ChatResponse response = Objects.requireNonNull(whole).chat(Requests.of(call.request()));
        return Replies.of(response, call.model());
    }

    @Override
    public void stream(ChatCall call, PushedReply reply) {
        Objects.requireNonNull(streaming).chat(Requests.of(call.request()), new Pieces(reply, call.model()));
    }

    @Override
    public ProviderException failure(BeanErrors errors, Throwable thrown) {
        return Failures.of(errors, thrown);
    }
}
