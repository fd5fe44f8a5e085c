package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is particular about one provider that speaks OpenAI's protocol. Each is an entry of {@code presets.json}.
 *
 * @param name the provider's name
 * @param access where it is and how it knows us
 * @param spelling how it wants requests
 * @param reading what to look for in its replies
 */
record Preset(String name, Access access, Spelling spelling, Reading reading) {

    /**
     * @param baseUrl its public address; absent when each user has his own
     * @param baseUrlVariables environment variables that give another address
     * @param keyVariables environment variables that give the key
     * @param key when a key is needed
     * @param keyHeader the header that takes the bare key; {@code Authorization} takes it as a bearer token
     * @param idempotencyHeader the header that takes a call's idempotency key; absent when it knows none
     * @param headerVariables further headers, from these environment variables when they are set
     * @param responses whether some of its models are only to be had by the Responses API
     */
    record Access(
            @Nullable URI baseUrl,
            List<String> baseUrlVariables,
            List<String> keyVariables,
            KeyNeed key,
            String keyHeader,
            @Nullable String idempotencyHeader,
            Map<String, String> headerVariables,
            boolean responses) {}

    /** When a key is needed. */
    enum KeyNeed {
        ALWAYS,
        /** Only at the provider's public address: the same software also runs on one's own machines. */
        AT_PUBLIC_ADDRESS,
        NEVER
    }

    /**
     * @param maxTokens the field of the limit on output tokens
     * @param seed the field of the seed
     * @param logprobs how log-probabilities are asked for
     * @param maxTopLogprobs the most alternatives it takes
     * @param efforts the fields that stand for a reasoning effort; one that is not listed is sent as
     *     {@code reasoning_effort}
     * @param developerRole whether it knows the role {@code developer}
     * @param jsonSchema whether it takes a schema for the answer; else it is asked for any JSON object
     * @param toolIdLength the exact number of letters and digits in a tool call's id; 0 when any id will do
     * @param reasoning how it wants the model's reasoning back within a tool loop
     * @param streamUsage whether a stream tells the usage only when {@code stream_options.include_usage} asks for it
     * @param drop fields that it refuses
     */
    record Spelling(
            String maxTokens,
            String seed,
            LogprobStyle logprobs,
            int maxTopLogprobs,
            Map<String, ObjectNode> efforts,
            boolean developerRole,
            boolean jsonSchema,
            int toolIdLength,
            ReasoningReplay reasoning,
            boolean streamUsage,
            Set<String> drop) {}

    /** How log-probabilities are asked for. */
    enum LogprobStyle {
        /** {@code logprobs: true} and {@code top_logprobs: n}. */
        FLAG,
        /** {@code logprobs: n}. */
        COUNT,
        NONE
    }

    /**
     * @param thinkTags whether the text may begin with reasoning between {@code <think>} tags
     * @param costHeader the header that tells the call's cost in US dollars; absent when there is none
     */
    record Reading(boolean thinkTags, @Nullable String costHeader) {}
}
