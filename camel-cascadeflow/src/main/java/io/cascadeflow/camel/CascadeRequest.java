package io.cascadeflow.camel;

import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Ruling;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/** The question that a cascade was given, kept aside so that every tier sees it as it came. */
final class CascadeRequest {

    /** How the names of all our headers begin. */
    private static final String OURS = "CamelCascadeFlow";

    private final Message snapshot;
    private final @Nullable String forceTier;
    private final @Nullable Instant callersDeadline;
    private @Nullable Instant deadline;
    private @Nullable ChatRequest asked;
    private @Nullable DraftContext context;

    /**
     * Takes the question from {@code exchange}, whose message is then as the first tier should see it.
     *
     * @throws IllegalArgumentException when a header says nothing that can be understood
     */
    CascadeRequest(Exchange exchange, @Nullable Duration limit, Instant now) {
        Message in = exchange.getIn();
        callersDeadline = Deadlines.at(in.getHeader(CascadeFlowConstants.DEADLINE), now);
        deadline = Deadlines.earlier(callersDeadline, limit == null ? null : now.plus(limit));
        forceTier = in.getHeader(CascadeFlowConstants.FORCE_TIER, String.class);
        ResultHeaders.OUT.forEach(in::removeHeader);
        // it is meant for this cascade: one that is nested in a tier chooses for itself
        in.removeHeader(CascadeFlowConstants.FORCE_TIER);
        setDeadline(in, deadline);
        MessageText.makeRepeatable(in);
        snapshot = in.copy();
    }

    @Nullable
    String forceTier() {
        return forceTier;
    }

    @Nullable
    Instant deadline() {
        return deadline;
    }

    /** Nothing is asked later than this, if that is earlier than what was said so far. */
    void endBy(Exchange exchange, Instant latest) {
        deadline = Deadlines.earlier(deadline, latest);
        setDeadline(exchange.getIn(), deadline);
        setDeadline(snapshot, deadline);
    }

    /** A message with the question, for a tier to work on. */
    Message copy() {
        Message copy = snapshot.copy();
        MessageHelper.resetStreamCache(copy);
        return copy;
    }

    /** Takes back a deadline that only this cascade set: what follows it in the route has its own time. */
    void leaveDeadlineOn(Message message) {
        setDeadline(message, callersDeadline);
    }

    ChatRequest asChatRequest() {
        if (asked == null) {
            asked = ReadQuestion.of(snapshot);
        }
        return asked;
    }

    /** The question as an endpoint asks it. */
    ChatRequest asSent() {
        return Passages.around(asChatRequest(), snapshot);
    }

    /** What the route knows beside the question. */
    DraftContext context() {
        if (context == null) {
            context = Passages.context(snapshot);
        }
        return context;
    }

    /** Why rules forbid what it demands of its tools; absent when they do not. */
    @Nullable
    Denial demandedTool(Ruling ruling) {
        if (ruling.fired().isEmpty() || snapshot.getBody() instanceof String || !isQuestion()) {
            return null;
        }
        try {
            return AllowedTools.ofDemanded(asChatRequest().tools(), ruling);
        } catch (RuntimeException unreadable) {
            return null; // its tiers tell what is wrong with it
        }
    }

    Attribution attribution() {
        return Attributions.of(snapshot);
    }

    /** Whether it asks for an answer in words, in a form that is understood. */
    boolean isQuestion() {
        Object body = snapshot.getBody();
        return MessageText.isText(body) || body instanceof ChatRequest || body instanceof Map || body instanceof List;
    }

    /**
     * What it says beside its body, by name.
     *
     * @param without what does not count
     */
    Map<String, Object> settings(Set<String> without) {
        Map<String, Object> settings = new HashMap<>();
        snapshot.getHeaders().forEach((name, value) -> {
            boolean ours = name.startsWith(OURS) || name.equals(Exchange.CONTENT_TYPE);
            if (ours && value != null && !without.contains(name)) {
                settings.put(name, value.toString());
            }
        });
        // how long that took is no part of the question
        settings.remove(CascadeFlowConstants.RETRIEVAL);
        RetrievedPassages retrieved = RetrievedPassages.of(snapshot);
        if (retrieved != null) {
            settings.put(CascadeFlowConstants.PASSAGES, retrieved.asked());
        } else if (!context().passages().isEmpty()) {
            settings.put(CascadeFlowConstants.PASSAGES, context().passages());
        }
        return settings;
    }

    private static void setDeadline(Message message, @Nullable Instant deadline) {
        if (deadline == null) {
            message.removeHeader(CascadeFlowConstants.DEADLINE);
        } else {
            message.setHeader(CascadeFlowConstants.DEADLINE, deadline);
        }
    }
}
