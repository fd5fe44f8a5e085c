package io.cascadeflow.provider;

import io.cascadeflow.model.TokenUsage;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads of a library's account what its common type leaves out: tokens of caches and of thoughts. They are found by the names
 * that OpenAI's and Anthropic's accounts have for them, so that none of those libraries is needed.
 */
public final class ForeignUsage {

    private ForeignUsage() {}

    /**
     * @param details the account as the library gives it, whatever its class; absent for none
     */
    public static TokenUsage of(int input, int output, @Nullable Object details) {
        if (details == null) {
            return TokenUsage.of(input, output);
        }
        long reasoning = Math.min(
                output,
                at(details, "outputTokensDetails", "reasoningTokens")
                        + at(details, "completionTokenDetails", "reasoningTokens"));
        // OpenAI counts what was cached as a part of the input, Anthropic beside it
        long cached = Math.min(
                input,
                at(details, "inputTokensDetails", "cachedTokens") + at(details, "promptTokensDetails", "cachedTokens"));
        long read = at(details, "cacheReadInputTokens");
        long written = at(details, "cacheCreationInputTokens");
        return new TokenUsage(input - cached, cached + read, written, 0, output, reasoning, false);
    }

    /** The number at the end of a path of getters; 0 where there is none. */
    private static long at(Object root, String... path) {
        Object value = root;
        for (String name : path) {
            value = value == null ? null : get(value, name);
        }
        return value instanceof Number number ? Math.max(0, number.longValue()) : 0;
    }

    private static @Nullable Object get(Object from, String name) {
        try {
            Method getter = from.getClass().getMethod(name);
            getter.setAccessible(true);
            return getter.invoke(from);
        } catch (ReflectiveOperationException | RuntimeException none) {
            return null;
        }
    }
}
