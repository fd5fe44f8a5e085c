package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.memory.ConversationKey;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.agent.memory.Turn;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.recorded.MessageJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an agent remember conversations. Its methods may block.
 *
 * @param agent its name: agents do not share what they remember
 * @param turns so many at most
 */
public record Recall(String agent, ConversationMemory memory, int turns) {

    /** Longer ids are not kept as they are. */
    private static final int LONGEST_TURN = 160;

    private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

    /**
     * A question with what was said before it.
     *
     * @param before how many of its messages are not of this turn
     */
    record Recalled(ChatRequest request, int before) {}

    /**
     * The answer that a question got before: where it has a key of its own, or Camel delivers it again, and the same is asked. A route
     * that asks several times for one exchange, as a loop does, asks anew each time. Empty when it is to be answered.
     */
    Optional<ChatReply> answered(Exchange exchange, ChatRequest question) {
        boolean again = Boolean.TRUE.equals(exchange.getMessage().getHeader(Exchange.REDELIVERED, Boolean.class));
        if (idempotencyKey(exchange) == null && !again) {
            return Optional.empty();
        }
        List<ChatMessage> asked = said(question);
        return memory.find(key(exchange), turn(exchange))
                .map(Turn::messages)
                .filter(said -> said.size() > asked.size() && isSame(said.subList(0, asked.size()), asked))
                .map(said -> said.get(said.size() - 1))
                .filter(last -> last.role() == Role.ASSISTANT)
                .map(Recall::reply);
    }

    /** What was said, whatever is marked in it, and as far as it is kept. */
    private static boolean isSame(List<ChatMessage> kept, List<ChatMessage> asked) {
        return MessageJson.writeAll(kept).equals(MessageJson.writeAll(asked));
    }

    /** It cost nothing: nobody was asked. */
    private static ChatReply reply(ChatMessage answer) {
        return new ChatReply("", "", answer, FinishReason.STOP, TokenUsage.of(0, 0), Logprobs.ABSENT, null);
    }

    /** @throws IllegalArgumentException when the exchange names no conversation */
    static void check(Exchange exchange) {
        String id = exchange.getMessage().getHeader(CascadeFlowConstants.CONVERSATION_ID, String.class);
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException(
                    "the agent has a memory, and the question belongs to no conversation: set the header "
                            + CascadeFlowConstants.CONVERSATION_ID);
        }
    }

    /** Instructions stay in front; a turn that is asked again is not told to itself. */
    Recalled recall(Exchange exchange, ChatRequest question) {
        List<ChatMessage> all = new ArrayList<>(
                question.messages().stream().takeWhile(Recall::isInstruction).toList());
        String turn = turn(exchange);
        List<Turn> known = memory.read(key(exchange), turns + 1).stream()
                .takeWhile(kept -> !kept.id().equals(turn))
                .toList();
        known.subList(Math.max(0, known.size() - turns), known.size()).forEach(kept -> all.addAll(kept.messages()));
        int before = all.size();
        all.addAll(said(question));
        return new Recalled(question.withMessages(all), before);
    }

    /** Keeps a turn that was answered. */
    void keep(Exchange exchange, List<ChatMessage> conversation, int before, ChatReply answer) {
        List<ChatMessage> said = new ArrayList<>(conversation.subList(before, conversation.size()));
        said.add(answer.message());
        memory.add(key(exchange), new Turn(turn(exchange), said));
    }

    /** A turn could not be kept. */
    void lost(Throwable failure) {
        LOG.warn(
                "agent {} will not remember a turn: its memory failed ({})",
                agent,
                failure.getClass().getName());
    }

    /** All but the instructions in front. */
    private static List<ChatMessage> said(ChatRequest question) {
        return question.messages().stream().dropWhile(Recall::isInstruction).toList();
    }

    private static boolean isInstruction(ChatMessage message) {
        return message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
    }

    private ConversationKey key(Exchange exchange) {
        String tenant = exchange.getMessage().getHeader(CascadeFlowConstants.TENANT, "", String.class);
        String id = exchange.getMessage().getHeader(CascadeFlowConstants.CONVERSATION_ID, String.class);
        return new ConversationKey(tenant, agent + "/" + id.strip());
    }

    private static String turn(Exchange exchange) {
        String key = idempotencyKey(exchange);
        if (key == null) {
            return exchange.getExchangeId();
        }
        return key.length() <= LONGEST_TURN
                ? key
                : UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static @Nullable String idempotencyKey(Exchange exchange) {
        String key = exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, String.class);
        return key == null || key.isBlank() ? null : key;
    }
}
