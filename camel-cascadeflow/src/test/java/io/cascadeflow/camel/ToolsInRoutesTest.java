package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.agent.ToolOutcome.Kind;
import io.cascadeflow.camel.agent.ToolException;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ToolCall;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools that do what they should not, and models that call them as they should not: each comes to something that is known. */
class ToolsInRoutesTest extends AgentFixture {

    private static final ToolCall REFUND = call("c1", "refund", "{\"orderId\":\"A-7\"}");
    private static final int TEN_MIB = 10 * 1024 * 1024;

    private Exchange askOnce(BudgetFixture with, ChatReply... replies) {
        script(with, replies);
        return ask(with, "helpdesk", MODEL, "tools=refund");
    }

    private static String from(int length) {
        return "x".repeat(length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refund | {\"orderId\":7}                        | INVALID | do not fit the tool's schema",
                "refund | {\"orderId\":\"A-7\"                   | INVALID | not one JSON object",
                "refund | {\"arguments\":{\"orderId\":\"A-7\"}}  | INVALID | wrapped",
                "refund | \"{}\"                                 | INVALID | no JSON object",
                "wipe   | {}                                     | UNKNOWN | there is no such tool; there are [refund]",
                "Refund | {\"orderId\":\"A-7\"}                  | UNKNOWN | there is no such tool"
            })
    void aCallThatIsNoneNeverReachesATool(String tool, String arguments, Kind kind, String told) throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        Exchange exchange = askOnce(with, wants(call("c1", tool, arguments)), says("Sorry."));

        assertThat(exchange.getMessage().getBody()).isEqualTo("Sorry.");
        assertThat(called).isEmpty();
        assertThat(outcomes(exchange)).containsExactly(kind);
        assertThat(told(with)).singleElement().asString().contains(told);
    }

    @Test
    void aToolThatThrowsIsCalledOnceAndTheModelLearnsNothingOfWhy() throws Exception {
        BudgetFixture with = with();
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low", exchange -> {
            throw new IllegalStateException("jdbc:postgresql://db?password=secret");
        });
        Exchange exchange = askOnce(with, wants(REFUND), says("Sorry."));

        assertThat(called).hasSize(1);
        assertThat(outcomes(exchange)).containsExactly(Kind.FAILED);
        assertThat(told(with)).containsExactly("{\"error\":\"the tool failed\"}");
    }

    @Test
    void whatAToolMeansToSayOfItsFailureIsTold() throws Exception {
        BudgetFixture with = with();
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low", exchange -> {
            throw new IllegalStateException("inner", new ToolException("there is no order A-7"));
        });
        askOnce(with, wants(REFUND), says("Sorry."));

        assertThat(told(with)).containsExactly("{\"error\":\"there is no order A-7\"}");
    }

    @Test
    void anErrorOfTheJvmIsAFailureToo() throws Exception {
        BudgetFixture with = with();
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low", exchange -> {
            throw new StackOverflowError();
        });
        assertThat(outcomes(askOnce(with, wants(REFUND), says("Sorry.")))).containsExactly(Kind.FAILED);
    }

    @Test
    void aToolThatHangsIsInterruptedAndItsCallIsNotTriedAgain() throws Exception {
        BudgetFixture with = with();
        CountDownLatch interrupted = new CountDownLatch(1);
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low&toolTimeout=100", exchange -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
                throw e;
            }
        });
        Exchange exchange =
                askOnce(with, wants(REFUND), wants(call("c2", "refund", REFUND.arguments())), says("Sorry."));

        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(called).hasSize(1);
        assertThat(outcomes(exchange)).containsExactly(Kind.TIMED_OUT, Kind.REPEATED);
        assertThat(told(with).get(0)).contains("did not answer in time");
        assertThat(told(with).get(1)).contains("nobody knows what it did");
    }

    @Test
    void aRouteThatNeverComesBackHoldsNobody() throws Exception {
        BudgetFixture with = with();
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(TOOL + "refund?description=Pays&parameter.orderId=string&risk=low&toolTimeout=100")
                        .process(new org.apache.camel.support.AsyncProcessorSupport() {
                            @Override
                            public boolean process(Exchange exchange, org.apache.camel.AsyncCallback callback) {
                                return false;
                            }
                        });
            }
        });
        assertThat(outcomes(askOnce(with, wants(REFUND), says("Sorry.")))).containsExactly(Kind.TIMED_OUT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "stream", "list"})
    void ofTenMebibytesTheModelIsToldTheBeginningAndThatThereIsMore(String kind) throws Exception {
        BudgetFixture with = with();
        Counting stream = new Counting();
        tool(
                with,
                "refund?description=Pays&parameter.orderId=string&risk=low&maxResult=100",
                exchange -> exchange.getMessage()
                        .setBody(
                                switch (kind) {
                                    case "text" -> from(TEN_MIB);
                                    case "stream" -> stream;
                                    default -> List.of(from(TEN_MIB));
                                }));
        askOnce(with, wants(REFUND), says("Sorry."));

        assertThat(told(with))
                .singleElement()
                .asString()
                .hasSizeLessThan(200)
                .contains("[cut here: these are the first 100");
        assertThat(stream.read).as("not read to its end").isLessThan(TEN_MIB);
    }

    private static final class Counting extends InputStream {
        private int read;

        @Override
        public int read() {
            return read++ < TEN_MIB ? 'x' : -1;
        }

        @Override
        public int read(byte[] into, int at, int length) {
            int got = Math.min(length, TEN_MIB - read);
            java.util.Arrays.fill(into, at, at + Math.max(0, got), (byte) 'x');
            read += Math.max(0, got);
            return got <= 0 ? -1 : got;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"map | {\"a\":[1,null]}", "number | 7", "null | null", "bytes | né", "stream | né", "unicode | né"
            })
    void whatAToolSaysIsToldAsTextOrJson(String kind, String told) throws Exception {
        BudgetFixture with = with();
        tool(
                with,
                "refund?description=Pays&parameter.orderId=string&risk=low",
                exchange -> exchange.getMessage()
                        .setBody(
                                switch (kind) {
                                    case "map" -> Map.of("a", java.util.Arrays.asList(1, null));
                                    case "number" -> 7;
                                    case "null" -> null;
                                    case "bytes" -> "né".getBytes(StandardCharsets.UTF_8);
                                    case "stream" -> new ByteArrayInputStream("né".getBytes(StandardCharsets.UTF_8));
                                    default -> "né";
                                }));
        askOnce(with, wants(REFUND), says("Done."));
        assertThat(told(with)).containsExactly(told);
    }

    @Test
    void theSameCallForEverEndsTheAgent() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low&idempotent=true");
        Exchange exchange = askOnce(with, wants(REFUND));

        assertThat(exchange.getException()).hasMessageContaining("stopped by repeats");
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("repeats");
        assertThat(called).as("three times alike, then told so").hasSize(3);
        assertThat(outcomes(exchange))
                .containsExactly(Kind.DONE, Kind.DONE, Kind.DONE, Kind.REPEATED, Kind.REPEATED, Kind.NOT_MADE);
    }

    @Test
    void aCallThatSaysSomethingNewEachTimeIsNoRepeat() throws Exception {
        BudgetFixture with = with();
        AtomicInteger state = new AtomicInteger();
        tool(
                with,
                "refund?description=Polls&parameter.orderId=string&risk=low&idempotent=true",
                exchange -> exchange.getMessage().setBody(state.incrementAndGet()));
        askOnce(with, wants(REFUND), wants(REFUND), wants(REFUND), wants(REFUND), wants(REFUND), says("Done."));
        assertThat(called).hasSize(5);
    }

    @Test
    void whatMayNotBeDoneTwiceIsDoneOnce() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        ToolCall same = call("c2", "refund", " { \"orderId\" : \"A-7\" } ");
        Exchange exchange =
                askOnce(with, wants(REFUND, same), wants(call("c3", "refund", "{\"orderId\":\"A-7\"}")), says("Done."));

        assertThat(called).hasSize(1);
        assertThat(outcomes(exchange)).containsExactly(Kind.DONE, Kind.REPEATED, Kind.REPEATED);
        assertThat(exchange.getMessage().getBody()).isEqualTo("Done.");
    }

    @Test
    void aTryThatWasLostHasTheSameKeyAsTheNextOne() throws Exception {
        BudgetFixture with = with();
        List<Object> keys = new ArrayList<>();
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low&idempotent=true", exchange -> {
            keys.add(exchange.getMessage().getHeader(CascadeFlowConstants.IDEMPOTENCY_KEY));
            if (keys.size() == 1) {
                throw new IllegalStateException("lost");
            }
            exchange.getMessage().setBody("done " + keys.size());
        });
        askOnce(with, wants(REFUND), wants(REFUND), wants(REFUND), says("Done."));

        assertThat(keys).hasSize(3).doesNotContainNull();
        assertThat(keys.get(1)).as("the same wish, tried again").isEqualTo(keys.get(0));
        assertThat(keys.get(2)).as("another wish").isNotEqualTo(keys.get(1));
    }

    @Test
    void toolsOfOneAnswerAreCalledAtOnceAndToldInOrder() throws Exception {
        BudgetFixture with = with();
        CyclicBarrier together = new CyclicBarrier(3);
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low", exchange -> {
            together.await(20, TimeUnit.SECONDS);
            exchange.getMessage().setBody(arguments(exchange).get("orderId"));
        });
        askOnce(
                with,
                wants(
                        call("c1", "refund", "{\"orderId\":\"1\"}"),
                        call("c2", "refund", "{\"orderId\":\"2\"}"),
                        call("c3", "refund", "{\"orderId\":\"3\"}")),
                says("Done."));
        assertThat(told(with)).containsExactly("1", "2", "3");
    }

    @Test
    void orOneAfterTheOther() throws Exception {
        BudgetFixture with = with();
        AtomicInteger busy = new AtomicInteger();
        List<Integer> most = new ArrayList<>();
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low", exchange -> {
            most.add(busy.incrementAndGet());
            Thread.sleep(20);
            busy.decrementAndGet();
        });
        script(
                with,
                wants(call("c1", "refund", "{\"orderId\":\"1\"}"), call("c2", "refund", "{\"orderId\":\"2\"}")),
                says("Done."));
        ask(with, "helpdesk", MODEL, "tools=refund", "parallelToolCalls=false");
        assertThat(most).containsExactly(1, 1);
        assertThat(with.context.probe.calls().get(0).request().tools().parallel())
                .isFalse();
    }

    @Test
    void whoDoesNotWaitAnyMoreEndsTheAgentAndItsTools() throws Exception {
        BudgetFixture with = with();
        CompletableFuture<Void> stop = new CompletableFuture<>();
        CompletableFuture<Object> stopped = new CompletableFuture<>();
        tool(with, "refund?description=Pays&parameter.orderId=string&risk=low", exchange -> {
            CompletableFuture<?> mine = exchange.getProperty(CascadeFlowProperties.STOP, CompletableFuture.class);
            mine.whenComplete((nothing, failure) -> stopped.complete("stopped"));
            stop.complete(null);
            new CountDownLatch(1).await();
        });
        script(with, wants(REFUND), says("Done."));
        Exchange exchange = with.context
                .camel
                .createProducerTemplate()
                .request("cascadeflow:agent:helpdesk?" + MODEL + "&tools=refund", asked -> {
                    asked.getMessage().setBody("Please");
                    asked.setProperty(CascadeFlowProperties.STOP, stop);
                });
        assertThat(header(exchange, CascadeFlowConstants.STOP_REASON)).isEqualTo("cancelled");
        assertThat(stopped.get(20, TimeUnit.SECONDS)).isEqualTo("stopped");
        assertThat(with.context.probe.count()).isEqualTo(1);
    }

    @Test
    void aToolKnowsForWhomItIsCalled() throws Exception {
        BudgetFixture with = with();
        List<Map<String, Object>> headers = new ArrayList<>();
        tool(
                with,
                "refund?description=Pays&parameter.orderId=string&risk=low",
                exchange -> headers.add(exchange.getMessage().getHeaders()));
        script(with, wants(REFUND), says("Done."));
        with.context.ask(
                "cascadeflow:agent:helpdesk?" + MODEL + "&tools=refund",
                "Please",
                Map.of(CascadeFlowConstants.TENANT, "acme", CascadeFlowConstants.RUN_ID, "case-7", "region", "eu"));
        assertThat(headers.get(0))
                .containsEntry(CascadeFlowConstants.TENANT, "acme")
                .containsEntry(CascadeFlowConstants.RUN_ID, "case-7")
                .containsEntry("region", "eu")
                .containsEntry(CascadeFlowConstants.TOOL, "refund")
                .containsEntry(CascadeFlowConstants.TOOL_CALL_ID, "c1")
                .containsEntry(CascadeFlowConstants.TOOL_RISK, "low")
                .doesNotContainKey("orderId");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "refund                                              | no description",
                "refund?description=x&risk=mild                      | write low, medium, high or critical",
                "re.fund?description=x                               | is no name of a tool",
                "refund?description=x&parameter.a=text               | write its type",
                "refund?description=x&parameter.a.required=false     | write its type",
                "refund?description=x&parameter.a=string&parameter.a.title=y | there is no parameter.a.title",
                "refund?description=x&parameter.a=integer&parameter.a.enum=1,b | which is no integer",
                "refund?description=x&parameter.a=string&parameters=RAW({})    | keep one of them",
                "refund?description=x&parameters=RAW({\"type\":\"string\"})    | its type must be",
                "refund?description=x&parameters=classpath:gone.json           | cannot be read",
                "refund?description=x&toolTimeout=0                  | must be above zero",
                "refund?description=x&maxResult=0                    | give 1 or more",
                "refund?description=x&budget=1                       | option budget is for",
                "refund?description=x&tools=a                        | option tools is for cascadeflow:agent:name only"
            })
    void aToolThatMakesNoSenseIsRefusedWhenItsRouteStarts(String uri, String problem) throws Exception {
        BudgetFixture with = with();
        assertThatThrownBy(() -> tool(with, uri, exchange -> {})).hasStackTraceContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tools=refund                                | asks nobody",
                "cascade=gone                                | there is no cascade 'gone'",
                "cascade=support&tools=refund,refund         | names a tool twice",
                "cascade=support&maxSteps=0                  | maxSteps is 0; give 1 to 1000",
                "cascade=support&maxToolCalls=-1             | maxToolCalls is -1",
                "cascade=support&maxRepeats=0                | maxRepeats is 0",
                "cascade=support&maxDepth=0                  | maxDepth is 0",
                "cascade=support&confirmFrom=mild            | or never",
                "cascade=support&toolRisk.refund=mild        | option toolRisk.refund is 'mild'",
                "cascade=support&budget=nothing              | there is no budget 'nothing'",
                "cascade=support&streaming=true              | option streaming is for",
                "cascade=support&temperature=9               | temperature",
                "cascade=support&risk=low                    | option risk is for cascadeflow:tool:name only"
            })
    void anAgentThatMakesNoSenseIsRefused(String options, String problem) throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        assertThatThrownBy(() -> {
                    Exchange exchange = with.context.ask("cascadeflow:agent:helpdesk?" + options, "?");
                    throw java.util.Objects.requireNonNull(exchange.getException());
                })
                .hasStackTraceContaining(problem);
    }

    @Test
    void twoRoutesCannotBeTheSameTool() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        assertThatThrownBy(() -> refund(with, "&risk=high"))
                .hasStackTraceContaining("there is a route for the tool 'refund' already");
    }

    @Test
    void aToolWhoseRouteStopsIsGone() throws Exception {
        BudgetFixture with = with();
        refund(with, "&risk=low");
        with.context.camel.getRouteController().stopAllRoutes();
        Exchange exchange = askOnce(with, says("Done."));
        assertThat(exchange.getException()).hasMessageContaining("there is no tool 'refund'");
    }

    @Test
    void aToolIsNotAskedAndAModelIsNoTool() throws Exception {
        BudgetFixture with = with();
        assertThatThrownBy(() -> with.context.camel.createProducerTemplate().requestBody("cascadeflow:tool:refund", ""))
                .hasStackTraceContaining("use it in from(...)");
        assertThatThrownBy(() -> with.routes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("cascadeflow:probe:m").to("mock:out");
                    }
                }))
                .hasStackTraceContaining("use it in to(...)");
    }
}
