package io.cascadeflow.camel.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.CompleteToolCall;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.cascadeflow.camel.bridge.CascadeAnswer;
import io.cascadeflow.camel.bridge.Pushed;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.Cancellation;
import io.cascadeflow.provider.ReplySink;
import org.jspecify.annotations.Nullable;

/** Tells a handler of the library an answer as it comes. Tool calls are told whole: half a call is of no use to anybody. */
final class Told implements StreamingHandle {

    private final StreamingChatResponseHandler handler;
    private final Pushed sink = new Pushed(this::piece);

    Told(StreamingChatResponseHandler handler) {
        this.handler = handler;
    }

    ReplySink sink() {
        return sink;
    }

    private void piece(ReplyEvent event) {
        if (event instanceof ReplyEvent.Text text) {
            handler.onPartialResponse(new PartialResponse(text.text()), new PartialResponseContext(this));
        } else if (event instanceof ReplyEvent.Reasoning thought) {
            handler.onPartialThinking(new PartialThinking(thought.text()), new PartialThinkingContext(this));
        }
    }

    void end(@Nullable CascadeAnswer answer, @Nullable Throwable failure) {
        if (sink.stop().isDone()) {
            // who cancelled hears no more, as with the library's own models
            return;
        }
        if (answer == null) {
            handler.onError(
                    Exceptions.of(failure == null ? new IllegalStateException() : Cancellation.unwrap(failure)));
            return;
        }
        ChatResponse response = Responses.of(answer);
        int index = 0;
        for (var call : response.aiMessage().toolExecutionRequests()) {
            handler.onCompleteToolCall(new CompleteToolCall(index++, call));
        }
        handler.onCompleteResponse(response);
    }

    @Override
    public void cancel() {
        sink.stop().complete(null);
    }

    @Override
    public boolean isCancelled() {
        return sink.stop().isDone();
    }
}
