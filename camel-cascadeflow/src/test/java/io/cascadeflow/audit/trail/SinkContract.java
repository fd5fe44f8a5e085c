package io.cascadeflow.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ToolCall;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every sink whose records can be read back does. */
public abstract class SinkContract {

    protected final MovableClock clock = new MovableClock();

    /** Opens the sink, each time the same. */
    protected abstract AuditSink open() throws IOException;

    protected abstract KeptDecisions kept();

    @Test
    void whatIsAppendedIsFoundInItsOrder() throws IOException {
        append(0, 10);

        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(0, 10));
        assertThat(kept().verify()).isEqualTo(new Verification(10, 1, false, null));
    }

    @Test
    void anEntryTellsTheWholeDecision() throws IOException {
        append(3, 4);

        KeptDecision found = kept().find(AuditQuery.ALL).get(0);

        assertThat(found.line())
                .contains(
                        "\"id\":\"d3\",\"at\":\"2026-11-27T12:00:03Z\",\"cascade\":\"support\",\"outcome\":\"escalated\"")
                .contains("\"run\":\"run-3\",\"tenant\":\"globex\",\"user\":\"ann\",\"domain\":\"billing\"")
                .contains("\"tier\":\"small\",\"model\":\"openai:mini\",\"acceptAbove\":0.75,\"confidence\":0.1")
                .contains("\"gate\":{\"profile\":\"first-gate\",\"version\":\"abc\"}")
                .contains("\"signals\":{\"agreement\":1.0,\"length\":3.0}")
                .contains("\"why\":\"below-threshold\"", "\"latencyMs\":43", "\"costUsd\":\"0.001\"")
                .contains("\"totalCostUsd\":\"0.003\",\"baselineCostUsd\":\"0.004\"")
                .contains("\"kept\":\"hash\"")
                .doesNotContain("\"text\"");
    }

    @Test
    void aQueryFindsByTimeTenantCascadeOutcomeAndId() throws IOException {
        append(0, 30);

        assertThat(ids(AuditQuery.ALL.between(Records.NOON.plusSeconds(5), Records.NOON.plusSeconds(8))))
                .containsExactly("d5", "d6", "d7");
        assertThat(ids(AuditQuery.ALL.ofTenant("globex"))).hasSize(15).startsWith("d1", "d3");
        assertThat(ids(AuditQuery.ALL.ofCascade("sales"))).containsExactly("d0", "d5", "d10", "d15", "d20", "d25");
        assertThat(ids(AuditQuery.ALL.withOutcome(Outcome.ESCALATED)))
                .hasSize(10)
                .startsWith("d0", "d3");
        assertThat(ids(AuditQuery.ALL.withId("d17"))).containsExactly("d17");
        assertThat(ids(AuditQuery.ALL.ofTenant("acme").ofCascade("sales").withOutcome(Outcome.ESCALATED)))
                .containsExactly("d0");
        assertThat(ids(AuditQuery.ALL.ofTenant("nobody"))).isEmpty();
    }

    @Test
    void pagesFollowEachOtherWithoutAGap() throws IOException {
        append(0, 25);
        List<String> all = new ArrayList<>();
        AuditQuery query = AuditQuery.ALL.most(10);
        for (List<KeptDecision> page = kept().find(query); !page.isEmpty(); page = kept().find(query)) {
            page.forEach(decision -> all.add(String.valueOf(decision.text("id"))));
            query = query.after(
                    KeptDecision.Place.of(page.get(page.size() - 1).place().toString()));
        }

        assertThat(all).containsExactlyElementsOf(named(0, 25));
    }

    @Test
    void fromTheNewestOnPagesFollowEachOtherWithoutAGap() throws IOException {
        append(0, 25);

        List<String> found = new ArrayList<>();
        AuditQuery query = AuditQuery.ALL.fromTheNewest().most(10);
        List<KeptDecision> page;
        do {
            page = kept().find(query);
            page.forEach(decision -> found.add(decision.text("id")));
            query = query.after(page.get(page.size() - 1).place());
        } while (page.size() == 10);

        List<String> newestFirst = new ArrayList<>(named(0, 25));
        Collections.reverse(newestFirst);
        assertThat(found).containsExactlyElementsOf(newestFirst);
    }

    @Test
    void aRestartGoesOnFromTheOldEnd() throws IOException {
        append(0, 3);
        append(3, 5);
        append(5, 6);

        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(0, 6));
        assertThat(kept().verify()).isEqualTo(new Verification(6, 3, false, null));
    }

    @Test
    void aDecisionFromTheFutureHarmsNothing() throws IOException {
        append(100_000_000, 100_000_001);
        append(0, 1);

        assertThat(kept().verify()).isEqualTo(new Verification(2, 2, false, null));
        assertThat(ids(AuditQuery.ALL)).containsExactlyInAnyOrder("d100000000", "d0");
    }

    @Test
    void ofTenMebibytesTheBeginningIsKeptWhichIsSaid() throws IOException {
        String question = "\0é\uD83D\uDE00\uD83D".repeat(2 << 20);
        DecisionRecord record = DecisionRecord.of(Records.decided(1, question), ContentKeeper.FULL);
        try (AuditSink sink = open()) {
            sink.append(List.of(record));
        }

        KeptDecision found = kept().find(AuditQuery.ALL).get(0);

        assertThat(found.line().length()).isLessThan(1_000_000);
        assertThat(found.json().at("/content/question/cut").asBoolean()).isTrue();
        assertThat(found.json().at("/content/question/characters").asInt()).isEqualTo(question.length());
        assertThat(found.json().at("/content/question/text").asText()).hasSize(KeptText.MOST_CHARACTERS);
        assertThat(kept().verify().holds()).isTrue();
    }

    @Test
    void aBrokenRedactorLeavesHashesAndThatIsSaid() throws IOException {
        ContentKeeper broken = ContentKeeper.redacted(text -> {
            throw new IllegalStateException(text);
        });
        try (AuditSink sink = open()) {
            sink.append(List.of(DecisionRecord.of(Records.decided(1, "Ann's secret"), broken)));
        }

        assertThat(kept().find(AuditQuery.ALL).get(0).line())
                .contains("\"kept\":\"hash\",\"redactorFailed\":true")
                .doesNotContain("Ann");
    }

    @ParameterizedTest
    @EnumSource(ToolOutcome.Kind.class)
    void whatComesOfACallIsFoundByItsDecisionAndIsNoDecision(ToolOutcome.Kind kind) throws IOException {
        try (AuditSink sink = open()) {
            sink.append(List.of(Records.record(4)));
            sink.append(List.of(
                    ToolRecord.of(Records.called(4, 1, kind), ContentKeeper.HASH),
                    Records.record(5),
                    ToolRecord.of(Records.called(5, 1, ToolOutcome.Kind.DONE), ContentKeeper.HASH)));
            sink.append(List.of(ToolRecord.of(Records.called(4, 2, ToolOutcome.Kind.DONE), ContentKeeper.HASH)));
        }

        assertThat(ids(AuditQuery.ALL)).containsExactly("d4", "d5");
        assertThat(kept().verify()).isEqualTo(new Verification(2, 1, false, null));
        assertThat(kept().toolCalls("d4"))
                .extracting(called -> called.text("outcome"))
                .containsExactly(kind.word(), "done");
        assertThat(kept().toolCalls("d6")).isEmpty();
        assertThat(kept().toolCalls("d4").get(0).line())
                .contains(
                        "\"decision\":\"d4\",\"at\":\"2026-11-27T12:00:04.001Z\",\"agent\":\"helpdesk\",\"step\":2,\"number\":1")
                .contains("\"call\":\"c1\",\"tool\":\"refund\",\"risk\":\"high\"")
                .contains("\"run\":\"run-4\",\"tenant\":\"acme\"")
                .contains("\"kept\":\"hash\",\"arguments\":{\"sha256\":")
                .doesNotContain("A-4", "said", "\"text\"");
    }

    @Test
    void ofAToolsTextsIsKeptAsMuchAsOfAnswers() throws IOException {
        CalledTool called = Records.called(1, 1, ToolOutcome.Kind.DONE);
        ContentKeeper redacted = ContentKeeper.redacted(text -> text.replace("A-1", "[order]"));
        ContentKeeper broken = ContentKeeper.redacted(text -> {
            throw new IllegalStateException(text);
        });
        try (AuditSink sink = open()) {
            for (ContentKeeper keeper : List.of(ContentKeeper.FULL, redacted, broken)) {
                sink.append(List.of(ToolRecord.of(called, keeper)));
            }
        }

        List<KeptToolCall> kept = kept().toolCalls("d1");
        assertThat(kept)
                .extracting(each -> each.json().at("/content/arguments/text").asText())
                .containsExactly("{\"orderId\":\"A-1\"}", "{\"orderId\":\"[order]\"}", "");
        assertThat(kept)
                .extracting(each -> each.json().at("/content/told/text").asText())
                .containsExactly("said 1", "said 1", "");
        assertThat(kept.get(2).json().at("/content/redactorFailed").asBoolean()).isTrue();
        assertThat(kept.get(2).line()).doesNotContain("A-1", "said");
    }

    @Test
    void whatAToolSaysAtLengthStillFits() throws IOException {
        CalledTool called = Records.called(1, 1, ToolOutcome.Kind.DONE);
        String much = "\0\uD83D\"\\".repeat(1 << 20);
        ToolCall call = new ToolCall("c".repeat(9_999), "t".repeat(9_999), much);
        CalledTool talkative = new CalledTool(
                called.at(),
                "a".repeat(9_999),
                1,
                1,
                called.decision(),
                called.attribution(),
                null,
                new ToolOutcome(call, ToolOutcome.Kind.UNKNOWN, much, Duration.ZERO));
        try (AuditSink sink = open()) {
            sink.append(List.of(ToolRecord.of(talkative, ContentKeeper.FULL)));
        }

        KeptToolCall kept = kept().toolCalls("d1").get(0);
        assertThat(kept.line().length()).isLessThan(1_000_000);
        assertThat(kept.json().at("/content/told/cut").asBoolean()).isTrue();
        assertThat(kept.json().has("risk")).isFalse();
        assertThat(kept().verify().holds()).isTrue();
    }

    @Test
    void aCallOfAnAgentWithoutACascadeIsFoundByItsRun() throws IOException {
        CalledTool called = Records.called(1, 1, ToolOutcome.Kind.DONE);
        CalledTool alone =
                new CalledTool(called.at(), "a", 1, 1, null, called.attribution(), called.risk(), called.outcome());
        try (AuditSink sink = open()) {
            sink.append(List.of(ToolRecord.of(alone, ContentKeeper.HASH)));
        }

        assertThat(kept().toolCalls("run-1")).hasSize(1);
        assertThat(kept().toolCalls("d1")).isEmpty();
        assertThat(kept().verify().holds()).isTrue();
    }

    protected void append(int from, int to) throws IOException {
        try (AuditSink sink = open()) {
            List<DecisionRecord> rest = Records.records(from, to);
            while (!rest.isEmpty()) {
                rest = rest.subList(sink.append(rest), rest.size());
            }
        }
        clock.advance(Duration.ofMinutes(2));
    }

    protected List<String> ids(AuditQuery query) throws IOException {
        return kept().find(query).stream()
                .map(decision -> String.valueOf(decision.text("id")))
                .toList();
    }

    protected static List<String> named(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "d" + i).toList();
    }
}
