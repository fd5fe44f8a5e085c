package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.memory.ConversationKey;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.agent.memory.Turn;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Role;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has an agent remember conversations. Its methods may block.
 *
 * @param agent its name: agents do not share what they remember
 * @param turns so many at most
 */
public record Recall(String agent, ConversationMemory memory, int turns) {

    private static final Logger LOG = LoggerFactory.getLogger(Recall.class);

    /**
     * A question with what was said before it.
     *
     * @param before how many of its messages are not of this turn
     */
    record Recalled(ChatRequest request, int before) {}

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
        List<ChatMessage> instructions =
                question.messages().stream().takeWhile(Recall::isInstruction).toList();
        List<ChatMessage> all = new ArrayList<>(instructions);
        String turn = turn(exchange);
        List<Turn> known = memory.read(key(exchange), turns + 1).stream()
                .takeWhile(kept -> !kept.id().equals(turn))
                .toList();
        known.subList(Math.max(0, known.size() - turns), known.size()).forEach(kept -> all.addAll(kept.messages()));
        int before = all.size();
        all.addAll(question.messages()
                .subList(instructions.size(), question.messages().size()));
        return new Recalled(question.withMessages(all), before);
    }

    /** An answer that cannot be kept is given all the same: it was paid for, and tools were called for it. */
    void keep(Exchange exchange, List<ChatMessage> conversation, int before, ChatReply answer) {
        List<ChatMessage> said = new ArrayList<>(conversation.subList(before, conversation.size()));
        said.add(answer.message());
        try {
            memory.add(key(exchange), new Turn(turn(exchange), said));
        } catch (RuntimeException e) {
            LOG.warn(
                    "agent {} will not remember a turn: its memory failed ({})",
                    agent,
                    e.getClass().getName());
        }
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
        String key = exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, String.class);
        return key == null || key.isBlank() ? exchange.getExchangeId() : key;
    }
}
