package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.BilledLedger;
import com.example.Entitlements;
import com.example.InHouseFactory;
import com.example.OrderTools;
import com.example.OwnLinks;
import com.example.PartNumbers;
import com.example.QueueSink;
import com.example.StaffNames;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.audit.trail.AuditChain;
import io.cascadeflow.audit.trail.ChainEnd;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.ForwardingLedger;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProviderFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Each class of docs/extending.md does in a real route what the page says. */
class ExtendingPageTest extends AgentFixture {

    private static final Clock CLOCK = Clock.fixed(ProbeContext.NOW, ZoneOffset.UTC);

    /** Beans that have to be there before the component starts. */
    private ProbeContext started(String configuration, Map<String, Object> beans) throws Exception {
        Path file = Files.writeString(folder.resolve("own.yaml"), BudgetFixture.MODELS + configuration);
        return new ProbeContext(component -> {
            beans.forEach(
                    (name, bean) -> component.getCamelContext().getRegistry().bind(name, bean));
            component.setConfiguration("file:" + file);
        });
    }

    private static List<String> asked(ProbeContext with) {
        return with.probe.calls().stream().map(ChatCall::model).toList();
    }

    @Test
    void aProviderOfAServiceIsAskedByItsName() throws Exception {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(ChatProviderFactory.class.getName()), InHouseFactory.class.getName());
        try (java.net.URLClassLoader jar = new java.net.URLClassLoader(
                        new java.net.URL[] {folder.toUri().toURL()});
                ProbeContext with = new ProbeContext(component -> {
                    component.getCamelContext().setApplicationContextClassLoader(jar);
                    component
                            .getCamelContext()
                            .getRegistry()
                            .bind("prices", "models: {'in-house:m': {input: 1, output: 1}}");
                    component.setConfiguration("ref:prices");
                })) {
            assertThat(with.ask("cascadeflow:in-house:m?baseUrl=http://gpu1", "2+2?")
                            .getMessage()
                            .getBody())
                    .isEqualTo("gpu1 was asked: 2+2?");
            assertThatThrownBy(() ->
                            with.camel.getEndpoint("cascadeflow:in-house:m").createProducer())
                    .hasMessageContaining("in-house needs a server");
        }
    }

    @Test
    void aSignalDecidesWhereATierAsksForIt() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("links", new OwnLinks("docs.example.com"));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:links"))
                        .tier("small")
                        .acceptWhen(simple("${header.CamelCascadeFlowSignals[links.own]} == 1.0"))
                        .to(M)
                        .tier("large")
                        .to(DEAR);
            }
        });
        with.context.probe.answers(says("See https://docs.example.com/a"));
        assertThat(header(with.context.ask("direct:links", "?"), CascadeFlowConstants.TIERS))
                .isEqualTo("small");
        with.context.probe.answers(says("See https://docs.example.com/a or https://elsewhere.example/b"));
        Exchange exchange = with.context.ask("direct:links", "?");
        assertThat(header(exchange, CascadeFlowConstants.TIERS)).isEqualTo("small>large");
        assertThat(signals(exchange)).containsEntry("links.own", 0.5);
        with.context.probe.answers(says("No link."));
        assertThat(signals(with.context.ask(M, "?"))).doesNotContainKey("links.own");
    }

    @Test
    void whatADetectorFindsNoModelSees() throws Exception {
        try (ProbeContext with = started(
                "ledger: {memory: true}\npolicies: [{name: staff, then: {redact: [name]}}]\n",
                Map.of("staff", new StaffNames(Set.of("Ann"))))) {
            with.probe.answers(says("<NAME_1> is in."));
            Exchange exchange = with.ask(M, "Is Ann in? Not Annabel, Ann.");
            assertThat(with.probe.lastRequest().question()).isEqualTo("Is <NAME_1> in? Not Annabel, <NAME_1>.");
            assertThat(exchange.getMessage().getBody()).isEqualTo("Ann is in.");
        }
    }

    @Test
    void aRuleOfCodeHoldsLikeAnyOther() throws Exception {
        try (ProbeContext with =
                started("ledger: {memory: true}\n", Map.of("paid", Entitlements.rule("acme"::equals)))) {
            String uri = "cascadeflow:cascade:support?gate=#unsure";
            assertThat(with.ask(uri, "?", Map.of(CascadeFlowConstants.TENANT, "acme"))
                            .getException())
                    .isNull();
            assertThat(asked(with)).containsExactly("m", "dear");
            with.ask(uri, "?", Map.of(CascadeFlowConstants.TENANT, "globex"));
            assertThat(asked(with)).as("the large one is not asked again").containsExactly("m", "dear", "m");
        }
    }

    @Test
    void aClassifierSaysTheDomainThatARuleAsksFor() throws Exception {
        try (ProbeContext with = started("""
                ledger: {memory: true}
                classify: {domain: {classifier: "#parts"}}
                policies: [{name: parts-need-the-large-one, when: {domain: parts}, then: {startAt: large}}]
                """, Map.of("parts", new PartNumbers()))) {
            with.ask("cascadeflow:cascade:support?gate=#sure", "Where is AB-1234?");
            with.ask("cascadeflow:cascade:support?gate=#sure", "Where is Bern?");
            assertThat(asked(with)).containsExactly("dear", "m");
        }
    }

    /** Tells whether it was closed. */
    private static final class Closing extends ForwardingLedger {
        private final BudgetLedger records;
        private final AtomicBoolean closed;

        Closing(BudgetLedger records, AtomicBoolean closed) {
            this.records = records;
            this.closed = closed;
        }

        @Override
        protected BudgetLedger ledger() {
            return records;
        }

        @Override
        protected <T> CompletionStage<T> staged(Function<BudgetLedger, CompletionStage<T>> work) {
            return work.apply(records);
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }

    @Test
    void aLedgerBeanIsTheLedger() throws Exception {
        BlockingQueue<Usd> billed = new LinkedBlockingQueue<>();
        AtomicBoolean closed = new AtomicBoolean();
        BudgetLedger records = new Closing(new MemoryLedger(CLOCK), closed);
        BilledLedger ledger = new BilledLedger(records, (key, settlement) -> billed.add(settlement.amount()));
        String budget = "budgets: [{name: company, limit: 0.045, window: day}]\n";
        try (ProbeContext with = started(budget, Map.of("ledger", ledger))) {
            billed.clear(); // the self-test's made-up charge
            assertThat(with.ask(M, "?").getException()).isNull();
            assertThat(billed).containsExactly(Usd.of("0.002"));
            assertThat(with.ask(M, "?").getException()).as("0.043 USD are left").isNull();
            assertThat(with.ask(M, "?").getException())
                    .isInstanceOf(io.cascadeflow.budget.BudgetExceededException.class);
            assertThat(with.lines()).hasSize(2);
        }
        assertThat(closed).as("it is not closed with the context").isFalse();
        assertThatThrownBy(() -> started(budget + "ledger: {memory: true}\n", Map.of("ledger", ledger)))
                .hasStackTraceContaining(
                        "the configuration has a ledger, and the registry a BudgetLedger bean; remove one of them");
        assertThatThrownBy(() -> started(budget, Map.of("one", ledger, "two", records)))
                .hasStackTraceContaining("there are 2 BudgetLedger beans in the registry; keep one");
        assertThatThrownBy(() -> started(budget + "audit: {jdbc: true}\n", Map.of("ledger", ledger)))
                .hasStackTraceContaining("audit: jdbc is true, and the ledger is a bean; give audit a url of its own");
    }

    @Test
    void aSinkBeanIsGivenEveryDecisionAsAChain() throws Exception {
        BlockingQueue<String> queue = new LinkedBlockingQueue<>();
        QueueSink sink = new QueueSink(queue::add, "node-1", ChainEnd.NOTHING);
        try (ProbeContext with = started("ledger: {memory: true}\n", Map.of("trail", sink))) {
            with.ask("cascadeflow:cascade:support?gate=#sure", "one?");
            with.ask("cascadeflow:cascade:support?gate=#unsure", "two?");
            AuditChain chain = new AuditChain(false);
            chain.knows(ChainEnd.after("node-1", ChainEnd.NOTHING));
            for (int i = 0; i < 2; i++) {
                String line = queue.poll(10, TimeUnit.SECONDS);
                assertThat(line).contains("\"cascade\":\"support\"").doesNotContain("one?");
                chain.take("line " + i, line.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(chain.result(false).holds()).isTrue();
        }
        QueueSink twice = new QueueSink(queue::add, "node-2", ChainEnd.NOTHING);
        assertThatThrownBy(() -> started("ledger: {memory: true}\n", Map.of("a", sink, "b", twice)))
                .hasStackTraceContaining("audit: two sinks are named 'queue'; give the AuditSink bean another name()");
    }

    @Test
    void aToolOfASourceIsOffered() throws Exception {
        BudgetFixture with = with();
        with.context.camel.getRegistry().bind("orders", new OrderTools(Map.of("A-7", "delivered")));
        ChatReply wants = wants(
                call("c1", "order_state", "{\"orderId\":\"A-7\"}"), call("c2", "order_state", "{\"orderId\":\"A-8\"}"));
        script(with, wants, says("Done."));
        Exchange exchange = ask(with, "helpdesk", MODEL, "tools=order_state");
        assertThat(exchange.getException()).isNull();
        assertThat(outcomes(exchange)).containsExactly(ToolOutcome.Kind.DONE, ToolOutcome.Kind.FAILED);
        assertThat(told(with).get(0)).contains("\"state\":\"delivered\"");
        assertThat(told(with).get(1)).contains("there is no order A-8");
    }
}
