package io.cascadeflow.examples.multitenant;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Says all that it was told: whatever a memory holds comes out. */
final class Parrot implements ChatProvider {

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        String told = call.request().messages().stream().map(ChatMessage::text).collect(Collectors.joining(" / "));
        return CompletableFuture.completedFuture(
                ChatReply.of(call.model(), told).withUsage(TokenUsage.of(20, 20)));
    }
}
