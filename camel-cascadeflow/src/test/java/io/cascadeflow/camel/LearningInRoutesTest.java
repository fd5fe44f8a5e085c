package io.cascadeflow.camel;

import static io.cascadeflow.camel.LearningFixture.LARGE;
import static io.cascadeflow.camel.LearningFixture.RECORDER;
import static io.cascadeflow.camel.LearningFixture.SMALL;
import static io.cascadeflow.camel.LearningFixture.decision;
import static io.cascadeflow.camel.LearningFixture.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.audit.Redactor;
import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Lessons;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real routes teach: recordings, audits and feedback. */
@Timeout(120)
class LearningInRoutesTest {

    private static final String SURE = "    gate: {profile: '#sure', auditShare: 1}\n";
    private static final String MEMORY = "ledger: {memory: true}\n";

    @TempDir
    Path folder;

    @Test
    void theReplyIsOutBeforeTheAuditBegins() throws Exception {
        CompletableFuture<Boolean> repliedFirst = new CompletableFuture<>();
        CompletableFuture<ChatReply> never = new CompletableFuture<>();
        AtomicBoolean replied = new AtomicBoolean();
        try (LearningFixture fixture = new LearningFixture(folder, SURE + RECORDER)) {
            fixture.largeSays(question -> {
                repliedFirst.complete(replied.get());
                return never;
            });
            fixture.context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to("cascadeflow:cascade:support").process(exchange -> replied.set(true));
                }
            });

            Exchange exchange = fixture.context.ask("direct:in", "What is 2 + 2?");

            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("4");
            assertThat(repliedFirst.get(30, TimeUnit.SECONDS)).isTrue();
            assertThat(fixture.learning.getAuditsInFlight()).isOne();
            never.completeExceptionally(new IllegalStateException("the model is down"));
        }
    }

    @Test
    void anAuditedDraftIsRecordedWithBothAnswersTheirLabelsAndItsWeight() throws Exception {
        try (LearningFixture fixture =
                new LearningFixture(folder, "    gate: {profile: '#sure', auditShare: 0.5}\n" + RECORDER)) {
            fixture.largeSays(question -> said("It is 5."));
            for (int i = 0; i < 40; i++) {
                fixture.ask("What is " + i + " + 2?");
            }

            List<RecordedItem> items = fixture.recorded();

            assertThat(items).hasSize(40);
            List<RecordedItem> audited = items.stream()
                    .filter(item -> !item.samples(LARGE).isEmpty())
                    .toList();
            assertThat(audited).hasSizeBetween(10, 30).hasSize((int) fixture.asked("dear"));
            assertThat(audited).allSatisfy(item -> {
                assertThat(item.weight()).isEqualTo(2);
                assertThat(item.samples(SMALL).get(0).label()).isEqualTo(Label.score(0));
                assertThat(item.samples(LARGE).get(0).label()).isEqualTo(Label.score(1));
                assertThat(item.given()).isEqualTo(SMALL);
            });
            assertThat(items).filteredOn(item -> !audited.contains(item)).allSatisfy(item -> {
                assertThat(item.weight()).isEqualTo(1);
                assertThat(item.samples(SMALL).get(0).label()).isNull();
            });
        }
    }

    @Test
    void theSameSeedAuditsTheSameQuestions() throws Exception {
        assertThat(auditedIn(folder.resolve("one"))).isEqualTo(auditedIn(folder.resolve("other")));
    }

    private static List<String> auditedIn(Path folder) throws Exception {
        Files.createDirectories(folder);
        try (LearningFixture fixture =
                new LearningFixture(folder, "    gate: {profile: '#sure', auditShare: 0.3}\n" + RECORDER)) {
            for (int i = 0; i < 30; i++) {
                fixture.ask("What is " + i + " + 2?");
            }
            return fixture.recorded().stream()
                    .filter(item -> !item.samples(LARGE).isEmpty())
                    .map(item -> item.request().question())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void anEscalatedQuestionHasBothAnswersAndNeedsNoAudit() throws Exception {
        try (LearningFixture fixture =
                new LearningFixture(folder, "    gate: {profile: '#unsure', auditShare: 1}\n" + RECORDER)) {
            fixture.ask("What is 2 + 2?");

            RecordedItem item = fixture.recorded().get(0);

            assertThat(fixture.asked("dear")).isOne();
            assertThat(item.weight()).isEqualTo(1);
            assertThat(item.given()).isEqualTo(LARGE);
            assertThat(item.samples(SMALL).get(0).label()).isEqualTo(Label.score(1));
        }
    }

    @Test
    void answersThatCannotBeComparedAreRecordedWithoutLabels() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, SURE + RECORDER)) {
            fixture.smallSays(q -> said("The harbour was busy that morning and the gulls were loud."));
            fixture.largeSays(q -> said("Rain fell for days upon the quiet town beyond the hills."));
            fixture.ask("Tell me something.");

            RecordedItem item = fixture.recorded().get(0);

            assertThat(item.samples(LARGE)).hasSize(1);
            assertThat(item.samples(SMALL).get(0).label()).isNull();
            assertThat(fixture.learning.getAuditsUnlabelled()).isOne();
        }
    }

    @Test
    void aJudgesScoreIsTheLabel() throws Exception {
        String judged = "    gate: {profile: '#sure', auditShare: 1, auditJudge: 'direct:judge'}\n";
        AtomicReference<@Nullable Object> seen = new AtomicReference<>();
        try (LearningFixture fixture = new LearningFixture(folder, judged + RECORDER)) {
            fixture.context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:judge")
                            .process(e -> seen.set(e.getMessage().getBody()))
                            .setBody(constant(" 0.7 "));
                }
            });
            fixture.largeSays(question -> said("four"));
            fixture.ask("What is 2 + 2?");

            RecordedItem item = fixture.recorded().get(0);

            assertThat(item.samples(SMALL).get(0).label()).isEqualTo(Label.score(0.7));
            assertThat(seen.get()).isEqualTo(Map.of("question", "What is 2 + 2?", "draft", "4", "answer", "four"));
        }
    }

    @Test
    void anAuditThatFailsChangesNothingForTheCaller() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, SURE + RECORDER)) {
            fixture.largeSays(question -> CompletableFuture.failedFuture(new IllegalStateException("down")));

            Exchange exchange = fixture.ask("What is 2 + 2?");

            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("4");
            assertThat(Traces.of(exchange)).hasSize(1);
            assertThat(fixture.recorded()).hasSize(1);
            assertThat(fixture.learning.getAuditsFailed()).isOne();
        }
    }

    @Test
    void anAuditThatABudgetRefusesIsCountedAndNoError() throws Exception {
        String budgets = "budgets:\n  - {name: all, limit: 0.1, window: day}\n" + MEMORY;
        try (LearningFixture fixture = new LearningFixture(folder, SURE + RECORDER + budgets)) {
            Exchange exchange = fixture.ask("What is 2 + 2?");
            fixture.recorded();

            assertThat(exchange.getException()).isNull();
            assertThat(fixture.asked("dear")).isZero();
            assertThat(fixture.learning.getAuditsRefused()).isOne();
            assertThat(fixture.learning.getAuditsFailed()).isZero();
        }
    }

    @Test
    void anAuditIsOnTheLedgerAsOneAndNotInWhatTheDecisionCost() throws Exception {
        String budgets = "budgets:\n  - {name: all, limit: 10, window: day}\n" + MEMORY;
        try (LearningFixture fixture = new LearningFixture(folder, SURE + budgets)) {
            Exchange exchange = fixture.ask("What is 2 + 2?");
            while (fixture.learning.getAuditsCompared() == 0 && fixture.learning.getAuditsFailed() == 0) {
                Thread.onSpinWait();
            }

            assertThat(fixture.rolesOnLedger()).containsExactly("audit", "draft");
            assertThat(decision(exchange).totalCost().toBigDecimal()).isEqualByComparingTo("0.002");
            assertThat(fixture.learning.getAuditCost()).isEqualByComparingTo("0.02");
        }
    }

    @Test
    void theCascadeInARouteAuditsTooAndAsksWhatItWasAsked() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, RECORDER)) {
            fixture.context.camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    CascadeDefinition.cascade(from("direct:in"))
                            .gate("#sure")
                            .auditShare(1)
                            .tier("small")
                            .acceptAbove(0.75)
                            .to("cascadeflow:probe:m")
                            .tier("large")
                            .process(e -> assertThat(e.getProperty(CascadeFlowProperties.AUDIT))
                                    .isEqualTo(true))
                            .to("cascadeflow:probe:dear")
                            .end()
                            .setBody(constant("the route went on"));
                }
            });
            byte[] stream = "What is 2 + 2?".getBytes(StandardCharsets.UTF_8);
            fixture.context.ask("direct:in", new ByteArrayInputStream(stream));

            RecordedItem item = fixture.recorded().get(0);

            assertThat(fixture.learning.getAuditsFailed()).isZero();
            assertThat(item.request().question()).isEqualTo("What is 2 + 2?");
            assertThat(item.samples(LARGE)).hasSize(1);
        }
    }

    @Test
    void operatorsSeeAndChangeItInJmx() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, RECORDER)) {
            MBeanServer server = fixture.context
                    .camel
                    .getManagementStrategy()
                    .getManagementAgent()
                    .getMBeanServer();
            ObjectName bean = server.queryNames(
                            new ObjectName("org.apache.camel:context=%s,type=services,name=*Learning*"
                                    .formatted(fixture.context.camel.getManagementName())),
                            null)
                    .iterator()
                    .next();

            assertThat(server.getAttribute(bean, "DriftAlarms")).isEqualTo(0L);
            assertThat(server.invoke(bean, "feedback", new Object[] {"an-id", "good"}, new String[] {
                        String.class.getName(), String.class.getName()
                    }))
                    .isEqualTo("unknown");
        }
    }

    @Test
    void aForcedTierIsNeverAuditedByAnother() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, SURE + RECORDER)) {
            fixture.ask("What is 2 + 2?", Map.of(CascadeFlowConstants.FORCE_TIER, "small"));
            fixture.recorded();

            assertThat(fixture.asked("dear")).isZero();
        }
    }

    @Test
    void anOrderlyStopWaitsForTheAuditsUnderWay() throws Exception {
        CompletableFuture<ChatReply> late = new CompletableFuture<>();
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        try (LearningFixture fixture = new LearningFixture(folder, SURE + RECORDER)) {
            fixture.largeSays(question -> {
                arrived.complete(null);
                return late;
            });
            fixture.ask("What is 2 + 2?");
            arrived.get(30, TimeUnit.SECONDS);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(fixture::close);
            late.complete(ProbeProvider.reply("4"));
            stopped.get(60, TimeUnit.SECONDS);

            assertThat(fixture.recorded().get(0).samples(LARGE)).hasSize(1);
        }
    }

    @Test
    void feedbackReachesTheRecording() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, RECORDER)) {
            fixture.smallSays(question -> said("2 + 2 = 4"));
            Exchange answered = fixture.ask("What is 2 + 2?", Map.of(CascadeFlowConstants.FORCE_TIER, "small"));
            String id = decision(answered).id();

            assertThat(feedback(fixture, id, "bad")).isEqualTo("joined");
            assertThat(feedback(fixture, "before-the-restart", true)).isEqualTo("unknown");
            assertThat(fixture.learning.feedback(id, "0.25")).isEqualTo("joined");

            RecordedItem item = fixture.recorded().get(0);
            assertThat(item.samples(SMALL).get(0).label()).isEqualTo(Label.score(0.25));
            assertThat(Recording.read(fixture.file).remarks())
                    .singleElement()
                    .asString()
                    .contains("no answer");
        }
    }

    @Test
    void feedbackOnAnAnswerThatWasNotRecordedIsToldSo() throws Exception {
        String few = "recorder: {file: '%s', share: 0.000001}\n";
        try (LearningFixture fixture = new LearningFixture(folder, few)) {
            String id = decision(fixture.ask("What is 2 + 2?")).id();

            assertThat(feedback(fixture, id, "good")).isEqualTo("not-recorded");
        }
    }

    @Test
    void feedbackThatSaysNothingIsRefused() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, RECORDER)) {
            Exchange exchange = fixture.context.ask(
                    "cascadeflow:feedback",
                    "",
                    Map.of(CascadeFlowConstants.DECISION_ID, "a", CascadeFlowConstants.FEEDBACK, "secret words"));

            assertThat(exchange.getException())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("good, bad")
                    .hasMessageNotContaining("secret");
            assertThat(fixture.context.ask("cascadeflow:feedback", "").getException())
                    .hasMessageContaining(CascadeFlowConstants.FEEDBACK);
        }
    }

    private static @Nullable Object feedback(LearningFixture fixture, String id, Object label) {
        Exchange exchange = fixture.context.ask(
                "cascadeflow:feedback",
                "",
                Map.of(CascadeFlowConstants.DECISION_ID, id, CascadeFlowConstants.FEEDBACK, label));
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(CascadeFlowConstants.FEEDBACK_RESULT);
    }

    @Test
    void feedbackWithoutARecorderIsRefusedAtTheStart() throws Exception {
        try (LearningFixture fixture = new LearningFixture(folder, "")) {
            assertThatThrownBy(() -> fixture.context.ask("cascadeflow:feedback", ""))
                    .hasMessageContaining("configure a recorder");
        }
    }

    @Test
    void redactingWithoutARedactorIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new LearningFixture(folder, "recorder: {file: '%s', content: redacted}\n"))
                .hasStackTraceContaining("io.cascadeflow.audit.Redactor");
    }

    @Test
    void textsAreOnRecordOnlyAsTheRedactorLeavesThem() throws Exception {
        Redactor redactor = text -> text.replace("Ann", "***");
        try (LearningFixture fixture = new LearningFixture(
                folder,
                "recorder: {file: '%s', content: redacted}\n",
                camel -> camel.getRegistry().bind("redactor", redactor))) {
            fixture.ask("Where is Ann?");

            assertThat(fixture.recorded().get(0).request().question()).isEqualTo("Where is ***?");
        }
    }

    /** The whole way: live traffic, its recording, and a new profile for review. */
    @Test
    void aNewProfileIsFittedFromRecordedTraffic() throws Exception {
        String audited = "    gate: {profile: '#sure', auditShare: 1}\nrecorder: {file: '%s', content: full}\n";
        try (LearningFixture fixture = new LearningFixture(folder, audited)) {
            fixture.smallSays(question -> said(question.length() % 2 == 0 ? "It is 7." : "I guess about 9"));
            fixture.largeSays(question -> said("It is 7."));
            for (int i = 0; i < 120; i++) {
                fixture.ask("What is x" + "y".repeat(i % 10) + " times " + i + "?");
            }
            fixture.close();

            Lessons lessons = Lessons.of(Recording.read(fixture.file), SMALL, LARGE, 1, () -> {});
            FittedProfile profile = FitRun.of(
                            "support",
                            lessons,
                            new FittedProfile.Models(SMALL, LARGE),
                            1,
                            new FittedProfile.Source("recorded.jsonl", "0", 120, LocalDate.EPOCH, ""),
                            FitRun.Costs.UNKNOWN,
                            () -> {})
                    .profile();

            assertThat(lessons.items()).hasSize(120);
            assertThat(profile.source().questions()).isEqualTo(120);
        }
    }
}
