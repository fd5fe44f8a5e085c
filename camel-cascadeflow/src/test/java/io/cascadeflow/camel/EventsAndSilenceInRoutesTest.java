package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.budget.BudgetSpentEvent;
import io.cascadeflow.camel.budget.BudgetWarningEvent;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What a script of accepted, escalated, degraded, rejected, failed and denied questions tells, and what it does not tell. */
class EventsAndSilenceInRoutesTest extends RouteFixture {

    private static final String SUPPORT = "cascadeflow:cascade:support?gate=#";

    private static final String CONFIGURATION = """
              lenient:
                whenExhausted: degrade
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear", acceptAbove: 0.75}
              strict:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear", acceptAbove: 0.75}
            ledger: {memory: true}
            budgets:
              - {name: company, limit: 99, window: day}
              - {name: tiny, limit: 0.045, warnAt: 0.01, window: day, per: tenant, whenKeyMissing: others, appliesTo: named}
            policies: [{name: no-eve, when: {user: eve}, then: {deny: true}}]
            """;

    private static final String QUESTION = "zebra-7731?";
    private static final String ANSWER = "walrus-4482";
    private static final String KEY = "sk-canary-9127";

    private static CompletableFuture<io.cascadeflow.model.ChatReply> down() {
        return CompletableFuture.failedFuture(new ProviderException(Kind.SERVER, "probe:m is down"));
    }

    /** Each way that a question can end, in the order of the declared outcomes, and a denial. */
    private static List<Exchange> script(ProbeContext context) {
        List<Exchange> all = new ArrayList<>();
        context.probe.answers(ProbeProvider.reply(ANSWER));
        all.add(context.ask(SUPPORT + "sure", QUESTION));
        all.add(context.ask(SUPPORT + "unsure", QUESTION));
        all.add(context.ask("cascadeflow:cascade:lenient?gate=#unsure", QUESTION));
        all.add(context.ask("cascadeflow:cascade:strict?gate=#unsure", QUESTION));
        context.probe.answers(call -> down());
        all.add(context.ask(SUPPORT + "sure", QUESTION));
        context.probe.answers(ProbeProvider.reply(ANSWER));
        all.add(context.ask(SUPPORT + "sure", QUESTION, Map.of(CascadeFlowConstants.USER, "eve")));
        return all;
    }

    @Test
    void everyOutcomeABudgetAndADenialAreTold() throws Exception {
        BudgetFixture with = opened(new BudgetFixture(folder, CONFIGURATION));
        List<CascadeDecisionEvent> decisions = with.context.events(CascadeDecisionEvent.class);

        List<Exchange> asked = script(with.context);
        for (int i = 0; i < 2; i++) {
            with.context.ask("cascadeflow:probe:m?budget=tiny", QUESTION);
        }

        assertThat(decisions)
                .extracting(event -> event.decision().outcome())
                .containsExactly(
                        Outcome.ACCEPTED,
                        Outcome.ESCALATED,
                        Outcome.DEGRADED,
                        Outcome.REJECTED,
                        Outcome.FAILED,
                        Outcome.REJECTED);
        assertThat(asked.get(5).getException()).isInstanceOf(PolicyDeniedException.class);
        assertThat(with.events).hasAtLeastOneElementOfType(BudgetWarningEvent.class);
        assertThat(with.context.ask("cascadeflow:probe:m?budget=tiny", QUESTION).getException())
                .isInstanceOf(io.cascadeflow.budget.BudgetExceededException.class);
        assertThat(with.events).hasAtLeastOneElementOfType(BudgetSpentEvent.class);
    }

    private static List<String> jmx() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        List<String> shown = new ArrayList<>();
        for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            shown.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    shown.add(String.valueOf(beans.getAttribute(name, attribute.getName())));
                } catch (javax.management.JMException | RuntimeException unreadable) {
                    shown.add(String.valueOf(unreadable.getMessage()));
                }
            }
        }
        return shown;
    }

    @Test
    void noQuestionAnswerOrKeyIsInLogsMetricsJmxOrExceptions() throws Exception {
        Path file = Files.writeString(folder.resolve("silent.yaml"), BudgetFixture.MODELS + CONFIGURATION);
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        PrintStream before = System.err;
        ByteArrayOutputStream logged = new ByteArrayOutputStream();
        List<String> told = new ArrayList<>();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        try (ProbeContext with = new ProbeContext(component -> {
            component.getCamelContext().getRegistry().bind("metrics", metrics);
            component.setConfiguration("file:" + file);
        })) {
            script(with).forEach(exchange -> told.add(String.valueOf(exchange.getException())));
            with.ask("cascadeflow:probe:m?apiKey=" + KEY, QUESTION);
            told.addAll(jmx());
            metrics.getMeters().forEach(meter -> told.add(meter.getId().toString()));
        } finally {
            System.setErr(before);
        }
        told.add(logged.toString(StandardCharsets.UTF_8));

        assertThat(told).anyMatch(text -> text.contains("cascadeflow.decisions"));
        assertThat(told).anyMatch(text -> text.contains("CascadeFlowBudgets"));
        assertThat(told).noneMatch(text -> text.contains("zebra") || text.contains("walrus") || text.contains(KEY));
    }
}
