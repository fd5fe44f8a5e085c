package io.cascadeflow.camel;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;

/** Tests of agents: a model that says what it is told to, and tools that remember how they were called. */
class AgentFixture extends RouteFixture {

    static final String TOOL = "cascadeflow:tool:";

    /** The small model of the cascade answers. */
    static final String SURE = "cascade=RAW(cascadeflow:cascade:support?gate=#sure)";

    /** No cascade. */
    static final String MODEL = "cascade=cascadeflow:probe:m";

    /** What a tool was called with, in order. */
    final List<Map<String, Object>> called = new CopyOnWriteArrayList<>();

    BudgetFixture with(String configuration) throws Exception {
        return opened(new BudgetFixture(folder, configuration));
    }

    BudgetFixture with() throws Exception {
        return with("ledger: {memory: true}\n");
    }

    static ToolCall call(String id, String tool, String arguments) {
        return new ToolCall(id, tool, arguments);
    }

    static ChatReply wants(ToolCall... calls) {
        return new ChatReply(
                "",
                "probe-model-2026",
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(calls), null),
                FinishReason.TOOL_CALLS,
                TokenUsage.of(1000, 100),
                Logprobs.ABSENT,
                null);
    }

    static ChatReply says(String text) {
        return ProbeProvider.reply(text);
    }

    /** The model answers these, one after the other, and the last for ever. */
    static void script(BudgetFixture with, ChatReply... replies) {
        AtomicInteger at = new AtomicInteger();
        with.context.probe.answers(
                call -> CompletableFuture.completedFuture(replies[Math.min(at.getAndIncrement(), replies.length - 1)]));
    }

    /** A tool that a route is. */
    void tool(BudgetFixture with, String uri, Processor does) throws Exception {
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TOOL + uri)
                        .errorHandler(noErrorHandler())
                        .process(exchange -> called.add(arguments(exchange)))
                        .process(does);
            }
        });
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> arguments(Exchange exchange) {
        return exchange.getMessage().getBody(Map.class);
    }

    void refund(BudgetFixture with, String options) throws Exception {
        tool(
                with,
                "refund?description=Pays+back&parameter.orderId=string" + options,
                exchange -> exchange.getMessage()
                        .setBody("refunded " + arguments(exchange).get("orderId")));
    }

    static AgentRecord record(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(CascadeFlowProperties.AGENT, AgentRecord.class));
    }

    /** What became of all calls, in order. */
    static List<ToolOutcome.Kind> outcomes(Exchange exchange) {
        return record(exchange).steps().stream()
                .flatMap(step -> step.calls().stream())
                .map(AgentRecord.Used::outcome)
                .toList();
    }

    /** The messages of tools in the last question. */
    static List<String> told(BudgetFixture with) {
        List<String> told = new ArrayList<>();
        with.context.probe.lastRequest().messages().stream()
                .filter(message -> message.role() == Role.TOOL)
                .forEach(message -> told.add(message.text()));
        return told;
    }

    static Exchange ask(BudgetFixture with, String agent, String... options) {
        String all = Arrays.stream(options).filter(option -> !option.isEmpty()).collect(Collectors.joining("&"));
        return with.context.ask("cascadeflow:agent:" + agent + "?" + all, "Please");
    }
}
