package io.cascadeflow.provider;

import io.cascadeflow.model.ChatRequest;
import java.time.Instant;

/**
 * One logical call: its retries share the deadline and the key.
 *
 * @param model the model's name as the provider spells it
 * @param request what is asked
 * @param deadline when the caller stops waiting; attempts and the pauses between them end by then
 * @param idempotencyKey the same for every attempt of this call; sent to providers that accept one
 * @param attempts makes the attempts: a provider that tries again by itself makes each of its attempts through it
 */
public record ChatCall(String model, ChatRequest request, Instant deadline, String idempotencyKey, Attempts attempts) {

    /** A call whose attempts are nobody's concern. */
    public ChatCall(String model, ChatRequest request, Instant deadline, String idempotencyKey) {
        this(model, request, deadline, idempotencyKey, Attempts.UNMETERED);
    }

    public ChatCall withRequest(ChatRequest request) {
        return new ChatCall(model, request, deadline, idempotencyKey, attempts);
    }

    public ChatCall withAttempts(Attempts attempts) {
        return new ChatCall(model, request, deadline, idempotencyKey, attempts);
    }
}
