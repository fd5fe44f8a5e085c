package io.cascadeflow.camel;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.Feature;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A provider bean that keeps what it was asked and answers by a function. */
final class ProbeProvider implements ChatProvider {

    private final List<ChatCall> calls = new CopyOnWriteArrayList<>();
    private volatile Set<Feature> lacks = Set.of();
    private final CompletableFuture<ChatCall> arrived = new CompletableFuture<>();
    private volatile Function<ChatCall, CompletionStage<ChatReply>> answer =
            call -> CompletableFuture.completedFuture(reply("4"));

    static ChatReply reply(String text) {
        return ChatReply.of("probe-model-2026", text).withUsage(TokenUsage.of(1000, 100));
    }

    @Override
    public Set<Feature> lacks(ChatCall call) {
        return lacks;
    }

    /** What all its models lack from now on. */
    void lacks(Feature feature) {
        lacks = Set.of(feature);
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        calls.add(call);
        arrived.complete(call);
        return answer.apply(call);
    }

    void answers(ChatReply reply) {
        answer = call -> CompletableFuture.completedFuture(reply);
    }

    void answers(Function<ChatCall, CompletionStage<ChatReply>> function) {
        answer = function;
    }

    void fails(Throwable failure) {
        answer = call -> CompletableFuture.failedFuture(failure);
    }

    /** Completes with the first call. */
    CompletableFuture<ChatCall> arrived() {
        return arrived;
    }

    List<ChatCall> calls() {
        return calls;
    }

    int count() {
        return calls.size();
    }

    ChatCall lastCall() {
        return calls.get(calls.size() - 1);
    }

    ChatRequest lastRequest() {
        return lastCall().request();
    }
}
