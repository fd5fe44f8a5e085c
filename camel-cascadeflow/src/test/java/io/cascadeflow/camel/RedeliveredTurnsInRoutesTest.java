package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.memory.ConversationKey;
import io.cascadeflow.agent.memory.ConversationMemory;
import io.cascadeflow.agent.memory.MemoryConversations;
import io.cascadeflow.agent.memory.Turn;
import io.cascadeflow.agent.memory.jdbc.JdbcConversations;
import io.cascadeflow.budget.jdbc.Databases;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.TokenUsage;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A turn that was answered and kept is not paid for again when it is delivered again. */
class RedeliveredTurnsInRoutesTest extends AgentFixture {

    private static final String AGENT = "cascadeflow:agent:helpdesk?" + SURE + "&tools=refund&memory=#chats";

    private @Nullable JdbcConnectionPool database;

    @AfterEach
    void dispose() {
        if (database != null) {
            database.dispose();
        }
    }

    private ConversationMemory memory(String where) {
        if (where.equals("memory")) {
            return new MemoryConversations();
        }
        database = where.equals("h2")
                ? Databases.h2(folder.resolve("chats"))
                : Databases.postgres(Databases.newPostgresSchema());
        return new JdbcConversations(database, Clock.systemUTC());
    }

    private BudgetFixture remembering(ConversationMemory memory) throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("chats", memory);
        refund(with, "&risk=low");
        script(
                with,
                wants(call("c1", "refund", "{\"orderId\":\"A-7\"}")),
                says("Paid back."),
                says("Another answer."),
                says("And another."));
        return with;
    }

    private static Map<String, Object> delivered(String key) {
        return Map.of(
                CascadeFlowConstants.TENANT,
                "acme",
                CascadeFlowConstants.CONVERSATION_ID,
                "chat-1",
                CascadeFlowConstants.RUN_ID,
                "run-" + key,
                CascadeFlowConstants.IDEMPOTENCY_KEY,
                key);
    }

    private static Exchange ask(BudgetFixture with, String question, String key) {
        return with.context.ask(AGENT, question, delivered(key));
    }

    private static void isFromBefore(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("Paid back.");
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("answered");
        assertThat(header(exchange, CascadeFlowConstants.AGENT_STEPS)).isEqualTo(0);
        assertThat((BigDecimal) header(exchange, CascadeFlowConstants.TOTAL_COST))
                .isZero();
        assertThat(header(exchange, CascadeFlowConstants.REASON))
                .isEqualTo("this turn was answered before: nobody was asked");
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.DECISION_ID))
                .isNull();
        assertThat(exchange.getMessage().getHeader(CascadeFlowConstants.TIER)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "h2", "postgres"})
    void aMessageThatIsDeliveredAgainIsAnsweredFromMemory(String where) throws Exception {
        ConversationMemory memory = memory(where);
        BudgetFixture with = remembering(memory);
        Exchange first = ask(with, "Please", "m1");
        assertThat(first.getMessage().getBody()).isEqualTo("Paid back.");
        int asked = with.context.probe.count();

        isFromBefore(ask(with, "Please", "m1"));

        assertThat(with.context.probe.count()).isEqualTo(asked);
        assertThat(called).as("the tool, too, is called once").hasSize(1);
        assertThat(with.lines()).hasSize(asked);
        assertThat(with.ledger().health().holds()).isZero();
        assertThat(memory.read(new ConversationKey("acme", "helpdesk/chat-1"), 9))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "h2", "postgres"})
    void itIsFoundAfterManyOtherTurnsAndUnderAKeyOfAnyLength(String where) throws Exception {
        ConversationMemory memory = memory(where);
        BudgetFixture with = remembering(memory);
        String key = "ID:broker-" + "x".repeat(300);
        ask(with, "Please", key);
        for (int i = 0; i < 60; i++) {
            memory.add(
                    new ConversationKey("acme", "helpdesk/chat-1"),
                    new Turn("t" + i, List.of(ChatMessage.user("q"), ChatMessage.assistant("a"))));
        }

        isFromBefore(ask(with, "Please", key));
    }

    @Test
    void anotherQuestionUnderTheSameKeyNeverGetsThatAnswer() throws Exception {
        BudgetFixture with = remembering(memory("memory"));
        ask(with, "Please", "m1");
        int asked = with.context.probe.count();

        assertThat(ask(with, "Please do", "m1").getMessage().getBody()).isNotEqualTo("Paid back.");
        assertThat(with.context.probe.count()).isGreaterThan(asked);
    }

    @Test
    void anotherTenantNeverGetsThatAnswer() throws Exception {
        BudgetFixture with = remembering(memory("memory"));
        ask(with, "Please", "m1");
        Map<String, Object> other = new HashMap<>(delivered("m1"));
        other.put(CascadeFlowConstants.TENANT, "globex");
        assertThat(with.context.ask(AGENT, "Please", other).getMessage().getBody())
                .isNotEqualTo("Paid back.");
    }

    @Test
    void aTurnThatDidNotEndIsAnsweredAnew() throws Exception {
        BudgetFixture with = remembering(memory("memory"));
        assertThat(with.context
                        .ask(AGENT + "&maxSteps=1", "Please", delivered("m1"))
                        .getException())
                .isNotNull();

        Exchange again = ask(with, "Please", "m1");

        assertThat(again.getException()).isNull();
        assertThat(again.getMessage().getHeader(CascadeFlowConstants.AGENT_STEPS, int.class))
                .isPositive();
    }

    @Test
    void theReplyItselfHasNoUsage() throws Exception {
        BudgetFixture with = remembering(memory("memory"));
        ask(with, "Please", "m1");
        Exchange again = with.context.ask(AGENT + "&outputType=reply", "Please", delivered("m1"));
        ChatReply reply = (ChatReply) again.getMessage().getBody();
        assertThat(reply.text()).isEqualTo("Paid back.");
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(0, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "h2", "postgres"})
    void camelsRedeliveryAsksNobodyAgain(String where) throws Exception {
        BudgetFixture with = remembering(memory(where));
        AtomicInteger tries = new AtomicInteger();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1))
                        .to("direct:work");
                from("direct:work")
                        .errorHandler(noErrorHandler())
                        .setBody(constant("Please"))
                        .to(AGENT)
                        .process(exchange -> {
                            if (tries.incrementAndGet() < 3) {
                                throw new IllegalStateException("the queue is full");
                            }
                        });
            }
        });
        Exchange exchange = with.context.ask(
                "direct:in",
                "?",
                Map.of(CascadeFlowConstants.TENANT, "acme", CascadeFlowConstants.CONVERSATION_ID, "chat-1"));

        isFromBefore(exchange);
        assertThat(tries).hasValue(3);
        assertThat(called).hasSize(1);
        assertThat(with.lines()).hasSize(with.context.probe.count());
    }

    @Test
    void aLoopThatAsksTheSameAsksEachTime() throws Exception {
        BudgetFixture with = remembering(memory("memory"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").loop(2).setBody(constant("Please")).to(AGENT).end();
            }
        });
        Exchange exchange = with.context.ask("direct:in", "?", Map.of(CascadeFlowConstants.CONVERSATION_ID, "chat-1"));
        assertThat(exchange.getMessage().getBody()).isNotEqualTo("Paid back.");
    }
}
