package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Role;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint asks for as many samples as the gate looks at, and each is paid for. */
class SamplesInRoutesTest extends RouteFixture {

    private static final String COMPARES = "name: team, limit: %s, window: month, appliesTo: named";

    private BudgetFixture with(String... budgets) throws Exception {
        BudgetFixture with = opened(BudgetFixture.inMemory(folder, budgets));
        with.context.camel.getRegistry().bind("two", FittedGate.of(FittedGates.comparing(2)));
        with.context.camel.getRegistry().bind("three", FittedGate.of(FittedGates.comparing(3)));
        return with;
    }

    private static Draft draft(Exchange exchange) {
        return Objects.requireNonNull(exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class));
    }

    private static List<String> others(Exchange exchange) {
        return draft(exchange).others().stream().map(ChatReply::text).toList();
    }

    @Test
    void allSamplesAreInFlightTogetherAndNoThreadWaits() throws Exception {
        BudgetFixture with = with("name: company, limit: 1, window: month");
        List<CompletableFuture<ChatReply>> open = new CopyOnWriteArrayList<>();
        with.context.probe.answers(call -> {
            CompletableFuture<ChatReply> reply = new CompletableFuture<>();
            open.add(reply);
            return reply;
        });
        CompletableFuture<Exchange> done = new CompletableFuture<>();

        with.context.sendHere(M + "?samples=3", "2+2?", done);

        assertThat(open).as("in flight, and the caller's thread is back").hasSize(3);
        open.get(2).complete(ProbeProvider.reply("third"));
        open.get(0).complete(ProbeProvider.reply("first"));
        assertThat(done).isNotDone();
        open.get(1).complete(ProbeProvider.reply("second"));
        Exchange exchange = done.get(10, TimeUnit.SECONDS);
        assertThat(exchange.getMessage().getBody()).isEqualTo("first");
        assertThat(others(exchange)).containsExactly("second", "third");
    }

    @Test
    void eachSampleIsACallOfItsOwnAndTheHeadersHaveTheSum() throws Exception {
        BudgetFixture with = with("name: company, limit: 1, window: month");
        List<ChatCall> calls = keeping(with);

        Exchange exchange = with.context.ask(
                M + "?samples=3",
                "2+2?",
                Map.of(CascadeFlowConstants.IDEMPOTENCY_KEY, "k", CascadeFlowConstants.TOTAL_COST, "0.5"));

        assertThat(header(exchange, CascadeFlowConstants.COST)).isEqualTo(new BigDecimal("0.006"));
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.506"));
        assertThat(header(exchange, CascadeFlowConstants.INPUT_TOKENS)).isEqualTo(3000L);
        assertThat(header(exchange, CascadeFlowConstants.OUTPUT_TOKENS)).isEqualTo(300L);
        assertThat(header(exchange, CascadeFlowConstants.BUDGET_REMAINING)).isEqualTo(new BigDecimal("0.994"));
        assertThat(with.standing("company").balance().settled()).isEqualTo(new Amount(Usd.of("0.006"), 3, 3300));
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
        assertThat(with.lines())
                .extracting(entry -> entry.call().facts().get("role"))
                .containsExactlyInAnyOrder("answer", "sample", "sample");
        assertThat(with.lines())
                .extracting(entry -> entry.call().decision())
                .hasSize(3)
                .containsOnly(with.lines().get(0).call().decision());
        assertThat(calls).extracting(ChatCall::idempotencyKey).containsExactly("k", "k-2", "k-3");
        assertThat(calls)
                .extracting(ChatCall::deadline)
                .hasSize(3)
                .containsOnly(calls.get(0).deadline());
        assertThat(draft(exchange).reply().usage())
                .as("the draft's own")
                .isEqualTo(ProbeProvider.reply("").usage());
    }

    @Test
    void onALedgerInADatabaseEachSampleIsSettledOnce() throws Exception {
        BudgetFixture with = opened(new BudgetFixture(
                folder,
                "ledger: {url: 'jdbc:h2:file:%s'}\nbudgets: [{name: company, limit: 1, window: month}]\n"
                        .formatted(folder.resolve("ledger"))));
        Exchange exchange = with.context.ask(M + "?samples=4", "2+2?");

        assertThat(others(exchange)).hasSize(3);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.008"));
        assertThat(with.standing("company").balance().settled()).isEqualTo(new Amount(Usd.of("0.008"), 4, 4400));
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
        assertThat(with.lines()).hasSize(4);
    }

    private static List<ChatCall> keeping(BudgetFixture with) {
        List<ChatCall> calls = new CopyOnWriteArrayList<>();
        with.context.probe.answers(call -> {
            calls.add(call);
            return CompletableFuture.completedFuture(ProbeProvider.reply("4"));
        });
        return calls;
    }

    @Test
    void whoeverIsGoingToJudgeSaysHowManySamples() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");

        assertThat(asked(with, M)).isEqualTo(1);
        assertThat(asked(with, M + "?gate=#two")).isEqualTo(2);
        assertThat(asked(with, M + "?gate=#two&samples=3")).isEqualTo(3);
        assertThat(asked(with, M + "?gate=#two&samples=1")).isEqualTo(1);
        assertThat(asked(with, "cascadeflow:cascade:support?gate=#three")).isEqualTo(3);
        assertThat(asked(with, "cascadeflow:cascade:support")).isEqualTo(2);
    }

    private static int asked(BudgetFixture with, String uri) {
        int before = with.context.probe.count();
        Exchange exchange = with.context.ask(uri, "2+2?");
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getAllProperties().keySet()).doesNotContain("CamelCascadeFlowJudge");
        return with.context.probe.count() - before;
    }

    @Test
    void aTierWhoseAnswerIsTakenAnywayIsAskedOnce() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        with.context.camel.getRegistry().bind("never", new Gate() {
            @Override
            public Assessment assess(Draft draft) {
                return Assessment.of(0.1);
            }

            @Override
            public int samples() {
                return 4;
            }
        });
        Exchange exchange = with.context.ask("cascadeflow:cascade:support?gate=#never", "2+2?");

        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small>large");
        assertThat(with.context.probe.count())
                .as("four of the small one, one of the large one")
                .isEqualTo(5);
        assertThat(asked(with, "cascadeflow:cascade:support?gate=#never", CascadeFlowConstants.FORCE_TIER, "small"))
                .isEqualTo(1);
    }

    private static int asked(BudgetFixture with, String uri, String header, String value) {
        int before = with.context.probe.count();
        assertThat(with.context.ask(uri, "2+2?", Map.of(header, value)).getException())
                .isNull();
        return with.context.probe.count() - before;
    }

    @Test
    void samplesThatAgreeAreAcceptedAndSamplesThatDoNotEscalate() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        String uri = "cascadeflow:cascade:support?gate=#two";
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply("It is 4.")));
        assertThat(header(with.context.ask(uri, "What is 2+2?"), CascadeFlowConstants.TIERS))
                .isEqualTo("small");

        with.context.probe.answers(
                call -> CompletableFuture.completedFuture(ProbeProvider.reply("It is " + (3 + call.sample()) + ".")));
        assertThat(header(with.context.ask(uri, "What is 2+2?"), CascadeFlowConstants.TIERS))
                .isEqualTo("small>large");
    }

    @Test
    void aBudgetThatHasEnoughForTheAnswerOnlyLeavesItAndTheGateEscalates() throws Exception {
        BudgetFixture with = with(COMPARES.formatted("0.06"));
        with.routes(cascadeOver(M + "?budget=team"));

        Exchange exchange = with.context.ask("direct:in", "2+2?");

        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small>large");
        assertThat(Traces.of(exchange).get(0).attempts().get(0).reason().text())
                .contains("looks at 2 answers to a question, this draft comes with 1")
                .contains("sample 2: budget 'team' has 0.019");
        assertThat(with.settled("team")).isEqualTo(Usd.of("0.002"));
        assertThat(with.standing("team").balance().held()).isEqualTo(Amount.ZERO);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.022"));
    }

    private static RouteBuilder cascadeOver(String small) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:in"))
                        .tier("small")
                        .acceptAbove(0.7)
                        .gate("#two")
                        .to(small)
                        .tier("large")
                        .to("cascadeflow:probe:dear");
            }
        };
    }

    @Test
    void whereTheAnswerIsRefusedNoSampleIsAskedFor() throws Exception {
        BudgetFixture with = with("name: company, limit: 0.04, window: month");

        assertThat(with.context.ask(M + "?samples=4", "2+2?").getException())
                .isInstanceOf(BudgetExceededException.class);
        assertThat(with.context.probe.count()).isZero();
        assertThat(with.lines()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void aSampleThatFailsIsMissingAndTheReasonIsInTheHeaders(int failing) throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        with.context.probe.answers(call -> call.sample() == failing
                ? CompletableFuture.failedFuture(new ProviderException(Kind.RATE_LIMITED, "slow down"))
                : CompletableFuture.completedFuture(ProbeProvider.reply("4")));

        Exchange exchange = with.context.ask(M + "?gate=#three", "2+2?");

        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(others(exchange)).hasSize(1);
        assertThat(header(exchange, CascadeFlowConstants.CONFIDENCE)).isNull();
        assertThat(header(exchange, CascadeFlowConstants.REASON))
                .asString()
                .contains("this draft comes with 2")
                .contains("(sample %d: failed with RATE_LIMITED)".formatted(failing));
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.004"));
    }

    @Test
    void whenTheAnswerFailsTheCallFailsAndWhatTheSamplesCostIsTold() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        with.context.probe.answers(call -> call.sample() == 1
                ? CompletableFuture.failedFuture(new ProviderException(Kind.RATE_LIMITED, "slow down"))
                : CompletableFuture.completedFuture(ProbeProvider.reply("4")));

        Exchange exchange = with.context.ask(M + "?samples=3", "2+2?");

        assertThat(exchange.getException()).isInstanceOf(ProviderException.class);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST)).isEqualTo(new BigDecimal("0.004"));
        assertThat(with.settled("company")).isEqualTo(Usd.of("0.004"));
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
    }

    @Test
    void theDeadlineEndsASampleThatIsLateAndTheAnswerStays() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        CompletableFuture<ChatReply> never = new CompletableFuture<>();
        with.context.probe.answers(
                call -> call.sample() == 2 ? never : CompletableFuture.completedFuture(ProbeProvider.reply("4")));

        Exchange exchange =
                with.context.send(M + "?gate=#two&requestTimeout=50", "2+2?").get(20, TimeUnit.SECONDS);

        assertThat(exchange.getMessage().getBody()).isEqualTo("4");
        assertThat(header(exchange, CascadeFlowConstants.REASON)).asString().contains("sample 2: failed with TIMEOUT");
        assertThat(never).isCancelled();
        assertThat(with.standing("company").balance().held()).isEqualTo(Amount.ZERO);
        assertThat(header(exchange, CascadeFlowConstants.TOTAL_COST))
                .as("what it may have cost is charged")
                .isEqualTo(with.settled("company").toBigDecimal())
                .isNotEqualTo(new BigDecimal("0.002"));
    }

    @Test
    void samplesAreAskedWithTheirOwnInstructionsAndDraws() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        List<ChatCall> calls = keeping(with);

        with.context.ask(M + "?samples=3&seed=7&samplePrompt.2=RAW(Work backwards & check)", "2+2?");

        assertThat(calls).extracting(call -> call.request().sampling().seed()).containsExactly(7L, 8L, 9L);
        assertThat(calls.get(1).request().messages().get(0))
                .satisfies(first -> assertThat(first.role()).isEqualTo(Role.SYSTEM))
                .satisfies(first -> assertThat(first.text()).isEqualTo("Work backwards & check"));
        assertThat(calls.get(2).request().messages()).hasSize(1);
    }

    @Test
    void samplesThatWillBeAlikeAreWarnedOfOnce() throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        String alike = M + "?samples=2&temperature=0";

        assertThat(said(with, alike, alike + "&samplePrompt.2=x", M + "?samples=2", M + "?temperature=0"))
                .containsOnlyOnce("probe:m is asked for 2 samples at temperature 0");
    }

    /** What is logged while each of them is asked three times. */
    private static String said(BudgetFixture with, String... uris) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            for (String uri : uris) {
                for (int i = 0; i < 3; i++) {
                    with.context.ask(uri, "2+2?");
                }
            }
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "samples=0, 1 to 16",
        "samples=17, 1 to 16",
        "samplePrompt.1=x, the number of a further sample",
        "samplePrompt.two=x, the number of a further sample",
        "samples=2&samplePrompt.3=x, raise it",
    })
    void optionsThatMakeNoSenseAreRefusedAtStart(String options, String wayOut) throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> with.context.camel.getEndpoint(M + "?" + options).createProducer())
                .withMessageContaining(options.substring(options.lastIndexOf("sample"), options.lastIndexOf('=')))
                .withMessageContaining(wayOut);
    }

    @Test
    void aRouteThatReplaysARecordingJudgesAsTheFitDid() throws Exception {
        Path recording = Files.writeString(folder.resolve("answers.jsonl"), """
                {"id":"a","prompt":"What is 2+2?","answers":{"m":[{"text":"It is 4."},{"text":"So 4."},{"text":"5"}]}}
                {"id":"b","prompt":"What is 2+2?","answers":{"m":[{"text":"It is 5."},{"text":"So 4."}]}}
                """);
        BudgetFixture with = with("name: company, limit: 9, window: month");
        Gate gate = FittedGate.of(FittedGates.profile("m", 2, "agreement.same", List.of()));
        with.context.camel.getRegistry().bind("fitted", gate);
        String uri = "cascadeflow:recorded:m?gate=#fitted&source=file:" + recording;

        for (String id : List.of("a", "b")) {
            Exchange exchange = with.context.ask(uri, "What is 2+2?", Map.of(CascadeFlowConstants.IDEMPOTENCY_KEY, id));
            assertThat(exchange.getException()).isNull();
            assertThat(others(exchange)).containsExactly("So 4.");
            assertThat(header(exchange, CascadeFlowConstants.CONFIDENCE))
                    .isEqualTo(gate.assess(draft(exchange)).confidence());
            assertThat(draft(exchange).reply().text()).isEqualTo(id.equals("a") ? "It is 4." : "It is 5.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel", "jdk", "vertx"})
    void overHttpAllSamplesAreUnderWayTogether(String transport) throws Exception {
        BudgetFixture with = with("name: company, limit: 9, window: month, appliesTo: named");
        try (HttpProbe server = new HttpProbe()) {
            server.answersSlowly();
            Exchange exchange = with.context.ask(
                    "cascadeflow:compatible:m?samples=3&transport=%s&baseUrl=%s/v1"
                            .formatted(transport, server.baseUrl()),
                    "2+2?");

            assertThat(exchange.getException()).isNull();
            assertThat(server.count()).isEqualTo(3);
            assertThat(server.mostAtOnce()).isEqualTo(3);
        }
    }
}
