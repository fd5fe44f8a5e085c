package io.cascadeflow.camel.draft;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.provider.Metered;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the calls for one question ended.
 *
 * @param first the call whose reply is the answer
 * @param others those for further samples, in order; empty when none were made
 */
public record Samples(Metered first, List<Metered> others) {

    public Samples {
        others = List.copyOf(others);
    }

    /** With an estimated usage of replies whose provider told none. */
    public Samples withUsage(ChatRequest request) {
        return new Samples(
                withUsage(first, request),
                others.stream().map(other -> withUsage(other, request)).toList());
    }

    private static Metered withUsage(Metered call, ChatRequest request) {
        ChatReply reply = call.reply();
        return reply == null || reply.usage() != null
                ? call
                : call.withReply(reply.withUsage(TokenEstimate.of(request, reply)));
    }

    public List<Metered> all() {
        List<Metered> all = new ArrayList<>();
        all.add(first);
        all.addAll(others);
        return all;
    }

    /** The further samples that there are. */
    public List<ChatReply> otherReplies() {
        return others.stream()
                .map(Metered::reply)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    /** Which further samples are missing and why; absent when all are there. */
    public @Nullable String missing() {
        List<String> reasons = new ArrayList<>();
        for (int i = 0; i < others.size(); i++) {
            Throwable failure = others.get(i).failure();
            if (others.get(i).reply() == null && failure != null) {
                reasons.add("sample %d: %s".formatted(i + 2, said(failure)));
            }
        }
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    /** A foreign exception's message may hold anything: only its class. */
    private static String said(Throwable failure) {
        if (failure instanceof BudgetExceededException || failure instanceof RunStoppedException) {
            return String.valueOf(failure.getMessage());
        }
        return failure instanceof ProviderException error
                ? "failed with " + error.kind()
                : "failed with " + failure.getClass().getSimpleName();
    }
}
