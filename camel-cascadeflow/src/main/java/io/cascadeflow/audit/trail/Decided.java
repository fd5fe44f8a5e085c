package io.cascadeflow.audit.trail;

import io.cascadeflow.cascade.Decision;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision with what it was about, before it is known how much of that is kept.
 *
 * @param decision what was decided
 * @param models of the decision's attempts, in the same order; an empty text where the tier did not say
 * @param baselineCost what the dearest tier alone would have cost; absent when that is not known
 * @param policy what it was decided under
 * @param asked the question; absent when it is no text
 * @param answer that the caller gets; absent when there is none
 */
public record Decided(
        Decision decision,
        List<String> models,
        @Nullable Usd baselineCost,
        AppliedPolicy policy,
        @Nullable ChatRequest asked,
        @Nullable ChatReply answer) {

    public Decided {
        models = List.copyOf(models);
        if (models.size() != decision.attempts().size()) {
            throw new IllegalArgumentException("%d models for %d attempts"
                    .formatted(models.size(), decision.attempts().size()));
        }
    }

    /** About how many characters it holds in memory. */
    long weight() {
        long asked = this.asked == null
                ? 0
                : this.asked.messages().stream().mapToLong(Decided::length).sum();
        return answer == null ? asked : asked + length(answer.message());
    }

    private static long length(ChatMessage message) {
        return message.text().length();
    }
}
