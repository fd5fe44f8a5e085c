package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.cascade.AnswerRejectedException;
import io.cascadeflow.policy.Condition;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Constraint.Deny;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Fact;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.Rule.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Rules that are beans of the registry are part of the policy. */
@Timeout(60)
class RuleBeansInRoutesTest {

    private static final String M = "cascadeflow:probe:m";
    private static final String SUPPORT = "cascadeflow:cascade:support";
    private static final Map<String, Object> EVE = Map.of(CascadeFlowConstants.USER, "eve");

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10, tags: onprem}
              "probe:dear": {input: 10, output: 100}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
            ledger: {memory: true}
            policies: [{name: written, when: {tenant: closed}, then: {deny: true}}]
            """;

    @TempDir
    Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private @Nullable ProbeContext context;

    private ProbeContext with(Rule... rules) throws Exception {
        Path file = Files.writeString(folder.resolve("beans.yaml"), CONFIGURATION);
        context = new ProbeContext(component -> {
            for (Rule rule : rules) {
                component.getCamelContext().getRegistry().bind("bean" + System.identityHashCode(rule), rule);
            }
            component.setConfiguration("file:" + file);
        });
        return context;
    }

    @AfterEach
    void close() {
        released.countDown();
        if (context != null) {
            context.close();
        }
    }

    private static Coded ofUser(Predicate<String> code) {
        return Coded.of(
                "user",
                Set.of(Fact.USER),
                facts -> facts.said(Fact.USER).stream().anyMatch(code));
    }

    private static List<String> asked(ProbeContext with) {
        return with.probe.calls().stream().map(call -> call.model()).toList();
    }

    @Test
    void theyHoldBesideThoseThatAreWritten() throws Exception {
        ProbeContext with = with(Rule.of("no-eve", ofUser("eve"::equals), new Deny()));

        assertThat(with.ask(M, "?", EVE).getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessageEndingWith("by rule 'no-eve'");
        assertThat(with.ask(M, "?", Map.of(CascadeFlowConstants.TENANT, "closed"))
                        .getException())
                .hasMessageEndingWith("by rule 'written'");
        assertThat(with.ask(M, "?", Map.of(CascadeFlowConstants.USER, "bob")).getException())
                .isNull();
    }

    @Test
    void theyNarrowLikeAnyOther() throws Exception {
        ProbeContext with = with(
                Rule.of("local", Condition.ALWAYS, new RequireTags(Set.of("onprem"))),
                Rule.of("seen", Condition.ALWAYS, new Deny()).withMode(Mode.OBSERVE));
        Exchange exchange = with.ask(SUPPORT, "?");

        assertThat(asked(with)).containsExactly("m");
        assertThat(Traces.of(exchange).get(0).skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason().text()).endsWith("by rule 'local'"));
    }

    private static String version(ProbeContext with) {
        return CascadeFlowPolicies.in(with.camel).policy().version();
    }

    /** Of docs/policy.md. */
    interface Directory {
        boolean isContractor(String user);
    }

    private static Rule contractors(Directory directory) {
        Condition contractor = Coded.of(
                "contractor",
                Set.of(Fact.USER),
                facts -> facts.said(Fact.USER).stream().anyMatch(directory::isContractor));
        return Rule.of("contractors-stay-here", contractor, new RequireTags(Set.of("onprem")));
    }

    @Test
    void theRuleOfThePageDoesWhatItSays() throws Exception {
        String source = squeezed(Path.of("src/test/java/io/cascadeflow/camel/RuleBeansInRoutesTest.java"));
        String page = squeezed(Path.of("../docs/policy.md"));
        String shown = page.substring(page.indexOf("@BeanRule") + "@Bean".length());
        assertThat(source).contains(shown.substring(0, shown.indexOf("```")));

        ProbeContext with = with(contractors("eve"::equals));
        with.ask(SUPPORT, "?", EVE);
        assertThat(asked(with)).containsExactly("m");
        with.ask(SUPPORT, "?", Map.of(CascadeFlowConstants.USER, "bob"));
        assertThat(asked(with)).containsExactly("m", "m", "dear");
    }

    private static String squeezed(Path file) throws Exception {
        return Files.readString(file).replaceAll("\\s", "");
    }

    @Test
    void theyAreInThePolicysVersion() throws Exception {
        String without = version(with());
        close();
        String one = version(with(Rule.of("a", ofUser("eve"::equals), new RequireTags(Set.of("onprem")))));
        close();
        String same = version(with(Rule.of("a", ofUser("eve"::equals), new RequireTags(Set.of("onprem")))));
        close();
        String other = version(with(Rule.of("a", Condition.ALWAYS, new RequireTags(Set.of("onprem")))));

        assertThat(List.of(without, one, other)).doesNotHaveDuplicates();
        assertThat(one).isEqualTo(same).matches("[0-9a-f]{12}");
    }

    @Test
    void codeThatThrowsAppliesAndRelaxesNothing() throws Exception {
        ProbeContext with = with(Rule.of(
                "broken",
                ofUser(user -> {
                    throw new IllegalStateException("no directory");
                }),
                new MaxTier("small"),
                new Relax(0)));
        Exchange exchange = with.ask(SUPPORT, "?", EVE);

        assertThat(exchange.getException()).isInstanceOf(AnswerRejectedException.class);
        assertThat(asked(with)).containsExactly("m");
        assertThat(Objects.requireNonNull(
                        Traces.of(exchange).get(0).attempts().get(0).tier().acceptAbove()))
                .isEqualTo(0.75);
    }

    private boolean forEver() {
        while (true) {
            try {
                if (released.await(10, TimeUnit.SECONDS)) {
                    return false;
                }
            } catch (InterruptedException ignored) {
                continue;
            }
        }
    }

    /** More callers than there are threads for such code. */
    @Test
    void codeThatNeverEndsIsGivenUpAndItsRuleApplies() throws Exception {
        ProbeContext with = with(Rule.of("endless", ofUser(user -> forEver()), new Deny()));
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sent.add(CompletableFuture.supplyAsync(() -> with.ask(SUPPORT, "?", EVE)));
        }
        for (CompletableFuture<Exchange> each : sent) {
            Exchange exchange = each.get(30, TimeUnit.SECONDS);
            assertThat(exchange.getException()).hasMessage("this call is denied by rule 'endless'");
            assertThat(Traces.of(exchange)).hasSize(1);
        }
        assertThat(with.probe.count()).isZero();
    }

    @Test
    void anExpressionThatNeverEndsIsGivenUpToo() throws Exception {
        Path file = Files.writeString(
                folder.resolve("endless.yaml"),
                CONFIGURATION.replace("{tenant: closed}", "{tenant: closed, language: ref, expression: endless}"));
        context = new ProbeContext(component -> {
            component.getCamelContext().getRegistry().bind("endless", (org.apache.camel.Predicate)
                    exchange -> forEver());
            component.setConfiguration("file:" + file);
        });

        Exchange exchange = context.ask(SUPPORT, "?", Map.of(CascadeFlowConstants.TENANT, "closed"));

        assertThat(exchange.getException()).hasMessage("this call is denied by rule 'written'");
        assertThat(Traces.of(exchange)).hasSize(1);
    }

    @Test
    void whatIsWrongWithThemIsToldAtTheStart() {
        Predicate<Facts> never = facts -> false;
        assertThatThrownBy(() -> with(Rule.of("written", Condition.ALWAYS, new Deny())))
                .hasStackTraceContaining(
                        "rule 'written': another rule has that name, in the configuration or as a bean; give each its own");
        assertThatThrownBy(() -> with(
                        Rule.of("a", Condition.ALWAYS, new Deny()),
                        Rule.of("a", Condition.ALWAYS, new MaxTier("small"))))
                .hasStackTraceContaining("rule 'a': another rule has that name");
        assertThatThrownBy(() -> with(Rule.of("a", Condition.ALWAYS, new RequireTags(Set.of("onpremm")))))
                .hasStackTraceContaining("rule 'a': no model has the tag 'onpremm'; did you mean 'onprem'?");
        assertThatThrownBy(() -> with(Rule.of("a", new Condition.Says("tennant", Set.of("x")), new Deny())))
                .hasStackTraceContaining("rule 'a': there is no fact 'tennant'; did you mean 'tenant'?");
        assertThatThrownBy(() -> with(Rule.of("a", new Condition.Above("confidence", 1), new Deny())))
                .hasStackTraceContaining("rule 'a': its condition never holds: confidence is never above 1");
        assertThatThrownBy(() -> with(
                        Rule.of("a", new Coded("same", Set.of(), never), new Deny()),
                        Rule.of("b", new Coded("same", Set.of(), facts -> true), new Deny())))
                .hasStackTraceContaining("rule 'b': other code is named 'same', too; give each condition its own name");
    }
}
