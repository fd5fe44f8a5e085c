package io.cascadeflow.provider;

import io.cascadeflow.model.ChatRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One logical call: its retries share the deadline and the keys.
 *
 * @param model the model's name as the provider spells it
 * @param request what is asked
 * @param deadline when the caller stops waiting; attempts and the pauses between them end by then
 * @param key names the question: all samples of an answer have it in common
 * @param sample which of several answers to the same question this call asks for, from 1
 * @param attempts makes the attempts: a provider that tries again by itself makes each of its attempts through it
 * @param sink takes the reply piece by piece as it comes; absent when only the whole is wanted
 */
public record ChatCall(
        String model,
        ChatRequest request,
        Instant deadline,
        String key,
        int sample,
        Attempts attempts,
        @Nullable ReplySink sink) {

    public ChatCall {
        if (sample < 1) {
            throw new IllegalArgumentException("sample is %d; the first is 1".formatted(sample));
        }
    }

    /** The first call for a question, whose attempts are nobody's concern. */
    public ChatCall(String model, ChatRequest request, Instant deadline, String key) {
        this(model, request, deadline, key, 1, Attempts.UNMETERED, null);
    }

    /** The same for every attempt of this call, and another for each sample; sent to providers that accept one. */
    public String idempotencyKey() {
        return sample == 1 ? key : key + "-" + sample;
    }

    public ChatCall withRequest(ChatRequest request) {
        return new ChatCall(model, request, deadline, key, sample, attempts, sink);
    }

    public ChatCall withSample(int sample) {
        return new ChatCall(model, request, deadline, key, sample, attempts, sink);
    }

    public ChatCall withAttempts(Attempts attempts) {
        return new ChatCall(model, request, deadline, key, sample, attempts, sink);
    }

    /** The same call, its reply told to {@code sink} as it comes. */
    public ChatCall withSink(@Nullable ReplySink sink) {
        return new ChatCall(model, request, deadline, key, sample, attempts, sink);
    }
}
