package io.cascadeflow.model;

import org.jspecify.annotations.Nullable;

/**
 * What the answer should be like.
 *
 * @param maxTokens the most tokens to generate, hidden reasoning included; absent leaves it to the provider
 * @param format the form of the text
 * @param reasoningEffort {@code none}, {@code minimal}, {@code low}, {@code medium}, {@code high} or {@code max}; absent
 *     leaves it to the provider
 * @param logprobs whether token log-probabilities are wanted, where the provider has them
 * @param topLogprobs how many alternatives for each token, 0 to 20
 * @param thinking what is said of thinking apart from the effort; absent when nothing is, so that an effort means thinking
 */
public record Output(
        @Nullable Integer maxTokens,
        ResponseFormat format,
        @Nullable String reasoningEffort,
        boolean logprobs,
        int topLogprobs,
        @Nullable Thinking thinking) {

    /** Everything left to the provider. */
    public static final Output DEFAULT = new Output(null, ResponseFormat.TEXT, null, false, 0);

    public Output {
        if (maxTokens != null && maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens is %d; give 1 or more".formatted(maxTokens));
        }
        if (topLogprobs < 0 || topLogprobs > 20) {
            throw new IllegalArgumentException("topLogprobs is %d; give 0 to 20".formatted(topLogprobs));
        }
    }

    public Output(
            @Nullable Integer maxTokens,
            ResponseFormat format,
            @Nullable String reasoningEffort,
            boolean logprobs,
            int topLogprobs) {
        this(maxTokens, format, reasoningEffort, logprobs, topLogprobs, null);
    }

    public Output withMaxTokens(@Nullable Integer maxTokens) {
        return new Output(maxTokens, format, reasoningEffort, logprobs, topLogprobs, thinking);
    }

    public Output withFormat(ResponseFormat format) {
        return new Output(maxTokens, format, reasoningEffort, logprobs, topLogprobs, thinking);
    }

    public Output withLogprobs(int topLogprobs) {
        return new Output(maxTokens, format, reasoningEffort, true, topLogprobs, thinking);
    }

    public Output withThinking(@Nullable Thinking thinking) {
        return new Output(maxTokens, format, reasoningEffort, logprobs, topLogprobs, thinking);
    }

    /** The effort for who knows nothing else of thinking: the one asked for, or the nearest to what is said of thinking. */
    public @Nullable String effort() {
        if (thinking != null && (reasoningEffort == null || thinking.mode() == Thinking.Mode.OFF)) {
            return thinking.nearestEffort();
        }
        return reasoningEffort;
    }
}
