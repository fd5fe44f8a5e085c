package io.cascadeflow.camel;

import io.cascadeflow.cache.CachedAnswer;
import io.cascadeflow.cache.FoundAnswer;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Message;

/** Makes answers to keep of what tiers left, and back again. */
final class KeptAnswers {

    private KeptAnswers() {}

    /** @param whole whether the body is the whole reply */
    static CachedAnswer of(Step.Finish finish, TierReading given, ChatReply reply, boolean whole, Instant now) {
        Attempt answer = Objects.requireNonNull(finish.answer());
        Message message = given.message();
        return new CachedAnswer(
                now,
                answer.tier().name(),
                finish.outcome(),
                ((Answered) answer.result()).assessment().confidence(),
                header(message, CascadeFlowConstants.PROVIDER),
                header(message, CascadeFlowConstants.REQUESTED_MODEL),
                whole,
                reply);
    }

    private static String header(Message message, String name) {
        return Objects.requireNonNullElse(message.getHeader(name, String.class), "");
    }

    static Assessment assessment(CachedAnswer answer) {
        return new Assessment(List.of(), answer.confidence(), Map.of());
    }

    /** As if its tier had just given it, but for what that took: nothing. */
    static TierReading reading(FoundAnswer found, Step.Finish finish, CascadeRequest request) {
        CachedAnswer answer = found.answer();
        ChatReply reply = answer.reply().withUsage(TokenUsage.of(0, 0));
        Message message = request.copy();
        message.setBody(answer.whole() ? reply : reply.text());
        message.setHeader(CascadeFlowConstants.CACHED, true);
        if (found.similarity() != null) {
            message.setHeader(CascadeFlowConstants.CACHE_SIMILARITY, found.similarity());
        }
        message.setHeader(CascadeFlowConstants.MODEL, reply.model());
        message.setHeader(
                CascadeFlowConstants.FINISH_REASON, reply.finishReason().name().toLowerCase(Locale.ROOT));
        message.setHeader(CascadeFlowConstants.INPUT_TOKENS, 0L);
        message.setHeader(CascadeFlowConstants.OUTPUT_TOKENS, 0L);
        if (!answer.provider().isEmpty()) {
            message.setHeader(CascadeFlowConstants.PROVIDER, answer.provider());
            message.setHeader(CascadeFlowConstants.REQUESTED_MODEL, answer.requestedModel());
        }
        Draft draft = new Draft(request.asChatRequest(), reply, List.of(), request.context());
        CitationHeaders.set(message, draft);
        return new TierReading(Objects.requireNonNull(finish.answer()).result(), message, draft, false);
    }
}
