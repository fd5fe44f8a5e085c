package io.cascadeflow.provider.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.cascadeflow.provider.PushedReply;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Tells a streamed reply on. The thread that brings a piece waits until there is room for the next: the library has no other
 * way of holding a model back. It waits no longer than the call lasts.
 */
final class Pieces implements StreamingChatResponseHandler {

    private final PushedReply reply;
    private final String asked;
    private boolean watched;

    Pieces(PushedReply reply, String asked) {
        this.reply = reply;
        this.asked = asked;
    }

    /** From models that know nothing of being stopped. */
    @Override
    public void onPartialResponse(String piece) {
        taken(reply.text(piece), null);
    }

    @Override
    public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
        taken(reply.text(piece.text()), context.streamingHandle());
    }

    @Override
    public void onPartialThinking(PartialThinking piece) {
        taken(reply.reasoning(piece.text()), null);
    }

    @Override
    public void onPartialThinking(PartialThinking piece, PartialThinkingContext context) {
        taken(reply.reasoning(piece.text()), context.streamingHandle());
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece) {
        reply.alive(piece.partialArguments());
    }

    @Override
    public void onPartialToolCall(PartialToolCall piece, PartialToolCallContext context) {
        reply.alive(piece.partialArguments());
        watch(context.streamingHandle());
    }

    private void taken(CompletableFuture<Void> room, @Nullable StreamingHandle handle) {
        if (handle != null) {
            watch(handle);
        }
        room.join();
    }

    /** The model is stopped as soon as nobody wants more. */
    private void watch(StreamingHandle handle) {
        if (!watched) {
            watched = true;
            reply.over().whenComplete((whole, failure) -> {
                if (failure != null) {
                    handle.cancel();
                }
            });
        }
    }

    /** Without a reason why it ended, nothing tells a whole answer from one that was cut off. */
    @Override
    public void onCompleteResponse(ChatResponse response) {
        if (response.finishReason() == null) {
            reply.endedWithoutReason();
            return;
        }
        try {
            reply.complete(Replies.of(response, asked));
        } catch (RuntimeException unreadable) {
            reply.fail(unreadable);
        }
    }

    @Override
    public void onError(Throwable failure) {
        reply.fail(failure);
    }
}
