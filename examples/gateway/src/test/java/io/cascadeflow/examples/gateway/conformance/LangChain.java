package io.cascadeflow.examples.gateway.conformance;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.catalog.ModelCatalog;
import dev.langchain4j.model.catalog.ModelDescription;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What LangChain4j does the same way, whichever API it speaks. */
abstract class LangChain implements Sdk, Sdk.Lists {

    abstract ChatModel whole(Door door, Task task);

    abstract StreamingChatModel streaming(Door door, Task task);

    abstract ModelCatalog catalog(Door door);

    /** LangChain4j has words of its own for it. */
    private String finish(ChatResponse response) {
        boolean openAi = dialect() == Dialect.OPENAI;
        return switch (response.finishReason()) {
            case STOP -> openAi ? "stop" : "end_turn";
            case TOOL_EXECUTION -> openAi ? "tool_calls" : "tool_use";
            default -> response.finishReason().name();
        };
    }

    @Override
    public Said ask(Door door, Task task) {
        return told(() -> {
            ChatResponse response = whole(door, task).chat(LangChainWords.request(task));
            return LangChainWords.said(Said.notes(), response, finish(response));
        });
    }

    @Override
    public Said stream(Door door, Task task) {
        Said.Notes notes = Said.notes();
        CompletableFuture<ChatResponse> all = new CompletableFuture<>();
        return told(() -> {
            streaming(door, task).chat(LangChainWords.request(task), new Listener(all) {
                @Override
                public void onPartialResponse(String text) {
                    notes.piece(text);
                }
            });
            ChatResponse response = all.join();
            return LangChainWords.said(notes, response, finish(response));
        });
    }

    @Override
    public void leave(Door door, Task task) {
        CompletableFuture<ChatResponse> left = new CompletableFuture<>();
        streaming(door, task).chat(LangChainWords.request(task), new Listener(left) {
            @Override
            public void onPartialResponse(PartialResponse text, PartialResponseContext context) {
                context.streamingHandle().cancel();
                left.complete(null);
            }
        });
        left.join();
    }

    @Override
    public List<String> models(Door door) {
        return told(() ->
                catalog(door).listModels().stream().map(ModelDescription::name).toList());
    }

    private abstract static class Listener implements StreamingChatResponseHandler {

        private final CompletableFuture<@Nullable ChatResponse> all;

        Listener(CompletableFuture<@Nullable ChatResponse> all) {
            this.all = all;
        }

        @Override
        public void onCompleteResponse(ChatResponse response) {
            all.complete(response);
        }

        @Override
        public void onError(Throwable failure) {
            all.completeExceptionally(failure);
        }
    }

    static <T> T told(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (LangChain4jException failure) {
            throw failure(failure);
        } catch (CompletionException failure) {
            throw failure(failure.getCause() == null ? failure : failure.getCause());
        }
    }

    private static SdkFailure failure(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !(cause instanceof HttpException)) {
            cause = cause.getCause();
        }
        int status = cause instanceof HttpException http ? http.statusCode() : 0;
        return new SdkFailure(status, String.valueOf(cause.getMessage()), failure);
    }
}
