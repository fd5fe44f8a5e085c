package io.cascadeflow.examples.hybrid;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/**
 * Stands for the models of one provider, and keeps whatever it was asked: drafts, answers, audits and judgements alike. Words in
 * a question say what happens to it: {@code compare} or {@code letter} makes the smallest model unsure, {@code (NAME is down)}
 * lets the model of that name fail.
 */
final class StandIn implements ChatProvider {

    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** All texts that reached it. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        String text = call.request().messages().stream().map(ChatMessage::text).collect(Collectors.joining("\n"));
        asked.add(text);
        if (text.contains("(%s is down)".formatted(call.model()))) {
            return CompletableFuture.failedFuture(
                    new ProviderException(Kind.OVERLOADED, "%s is down".formatted(call.model())));
        }
        if (text.contains("How good is the answer")) {
            return CompletableFuture.completedFuture(reply(call, "0.9", 0));
        }
        boolean unsure = call.model().endsWith("8b") && (text.contains("ompare") || text.contains("letter"));
        return CompletableFuture.completedFuture(
                unsure
                        ? reply(call, "It might be one of two things.", -2.3)
                        : reply(call, "Use the form on your account's page.", -0.01));
    }

    private static ChatReply reply(ChatCall call, String text, double logprob) {
        List<TokenLogprob> tokens = Arrays.stream(text.split("(?<= )"))
                .map(token -> new TokenLogprob(token, logprob, List.of()))
                .toList();
        return ChatReply.of(call.model(), text)
                .withUsage(TokenUsage.of(60, tokens.size()))
                .withLogprobs(Logprobs.of(tokens));
    }
}
