package io.cascadeflow.provider.recorded;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.TokenEstimate;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One recorded sample of what a model answered.
 *
 * @param text the answer; may be empty
 * @param label whether it was right, or how good it was; absent when nobody said
 * @param finish why the model stopped; {@link FinishReason#UNKNOWN} when not recorded
 * @param usage what it consumed; absent when not recorded
 * @param logprobs of its tokens, or their absence
 * @param latency how long it took; absent when not recorded
 * @param signals what was measured of it by further calls or by the user's own code, by name; usually empty
 * @param features what was seen of it, where its text is not kept; absent where the text is
 */
public record RecordedAnswer(
        String text,
        @Nullable Label label,
        FinishReason finish,
        @Nullable TokenUsage usage,
        Logprobs logprobs,
        @Nullable Duration latency,
        Map<String, Double> signals,
        @Nullable RecordedFeatures features) {

    public RecordedAnswer {
        signals = Map.copyOf(signals);
    }

    RecordedAnswer withLabel(Label better) {
        return new RecordedAnswer(text, better, finish, usage, logprobs, latency, signals, features);
    }

    /** The reply as the model gave it to {@code request}; without a recorded usage it is estimated from the texts. */
    public ChatReply reply(String model, ChatRequest request) {
        TokenUsage spent = usage != null ? usage : TokenEstimate.of(request, text);
        return new ChatReply("", model, ChatMessage.assistant(text), finish, spent, logprobs, null);
    }
}
