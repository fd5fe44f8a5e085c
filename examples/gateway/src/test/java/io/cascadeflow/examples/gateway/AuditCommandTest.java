package io.cascadeflow.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.audit.trail.AppliedPolicy;
import io.cascadeflow.audit.trail.CalledTool;
import io.cascadeflow.audit.trail.ContentKeeper;
import io.cascadeflow.audit.trail.Decided;
import io.cascadeflow.audit.trail.DecisionRecord;
import io.cascadeflow.audit.trail.FileSink;
import io.cascadeflow.audit.trail.ToolRecord;
import io.cascadeflow.audit.trail.jdbc.JdbcSink;
import io.cascadeflow.audit.trail.jdbc.Retention;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The audit trail on the command line. */
class AuditCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @TempDir
    private Path folder;

    private record Ran(int code, String out, String err) {}

    private static Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = GatewayCommand.commandLine();
        int code = command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Ran(code, out.toString(), err.toString());
    }

    private static DecisionRecord record(int i) {
        Cascade cascade = new Cascade("support", List.of(new Tier("small", 0.75), new Tier("large", null)));
        Answered answer = new Answered(Assessment.of(i % 2 == 0 ? 0.9 : 0.1), true, Usd.of("0.001"));
        Step step = CascadeState.start(cascade, null, null).state().next(answer, Duration.ofMillis(7), NOON);
        if (step instanceof Step.Ask) {
            step = step.state().next(answer, Duration.ofMillis(9), NOON);
        }
        Attribution tenant = new Attribution("run", i == 0 ? "=cmd, \"x\"" : "acme", null, null, null);
        Decision decision = Decision.of("d" + i, NOON.plusSeconds(i), (Step.Finish) step, tenant);
        List<String> models = decision.attempts().stream().map(attempt -> "m").toList();
        Decided decided =
                new Decided(decision, models, null, AppliedPolicy.NONE, ChatRequest.of("q"), ChatReply.of("m", "a"));
        return DecisionRecord.of(decided, ContentKeeper.HASH);
    }

    private static List<DecisionRecord> records() {
        return IntStream.range(0, 6).mapToObj(AuditCommandTest::record).toList();
    }

    private String file() throws IOException {
        Path file = folder.resolve("decisions.jsonl");
        FileSink.Limits limits = new FileSink.Limits(1 << 20, 5, null);
        try (FileSink sink = FileSink.open(file, limits, "node", Clock.systemUTC())) {
            sink.append(records());
        }
        return file.toString();
    }

    private String database() throws IOException {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:file:" + folder.resolve("db"));
        try (JdbcSink sink = new JdbcSink(() -> source, "node", Clock.systemUTC(), Retention.FOR_EVER)) {
            sink.append(records());
        }
        return source.getURL();
    }

    @Test
    void aWholeChainEndsWithZeroAndABrokenOneWithOne() throws IOException {
        String file = file();
        Ran whole = run("audit", "verify", "--file", file);
        assertThat(whole.code()).isZero();
        assertThat(whole.out()).contains("all holds: 6 decisions in 1 chains");

        Files.writeString(Path.of(file), Files.readString(Path.of(file)).replaceFirst("acme", "acne"));

        Ran broken = run("audit", "verify", "--file", file);
        assertThat(broken.code()).isEqualTo(1);
        assertThat(broken.out()).contains("BROKEN at decisions.jsonl, line 3: changed", "1 decisions");
        JsonNode json =
                JSON.readTree(run("audit", "verify", "--json", "--file", file).out());
        assertThat(json.at("/holds").asBoolean()).isFalse();
        assertThat(json.at("/broken/how").asText()).isEqualTo("changed");
    }

    @Test
    void aDatabaseIsVerifiedAndSearchedToo() throws IOException {
        String url = database();

        assertThat(run("audit", "verify", "--url", url).code()).isZero();
        Ran found = run("audit", "find", "--url", url, "--outcome", "escalated", "--tenant", "acme");
        assertThat(found.out()).contains("d1", "d3", "d5").doesNotContain("d0", "d2");
    }

    private static ToolRecord refund() {
        ToolCall call = new ToolCall("c1", "refund", "{\"orderId\":\"A-7\"}");
        ToolOutcome outcome = new ToolOutcome(call, ToolOutcome.Kind.TIMED_OUT, "{}", Duration.ofMillis(30));
        CalledTool called = new CalledTool(NOON, "helpdesk", 1, 1, "d1", Attribution.NONE, Risk.HIGH, outcome);
        return ToolRecord.of(called, ContentKeeper.HASH);
    }

    @Test
    void oneDecisionIsToldWithWhatCameOfItsTools() throws IOException {
        String file = file();
        FileSink.Limits limits = new FileSink.Limits(1 << 20, 5, null);
        try (FileSink sink = FileSink.open(Path.of(file), limits, "node", Clock.systemUTC())) {
            sink.append(List.of(refund()));
        }

        assertThat(run("audit", "find", "--file", file, "--id", "d1").out())
                .contains("step 1: call 1, of tool 'refund' (risk high): timed-out, took 30 ms")
                .doesNotContain("A-7");
        JsonNode json = JSON.readTree(
                run("audit", "find", "--json", "--file", file, "--id", "d1").out());
        assertThat(json.at("/decisions/0/toolCalls/0/outcome").asText()).isEqualTo("timed-out");
        assertThat(run("audit", "verify", "--file", file).out()).contains("all holds: 6 decisions in 2 chains");
    }

    @Test
    void pagesFollowEachOther() throws IOException {
        String file = file();

        JsonNode first = JSON.readTree(
                run("audit", "find", "--json", "--most", "4", "--file", file).out());
        JsonNode second = JSON.readTree(run(
                        "audit",
                        "find",
                        "--json",
                        "--most",
                        "4",
                        "--after",
                        first.path("next").asText(),
                        "--file",
                        file)
                .out());

        assertThat(first.path("decisions").findValuesAsText("id")).containsExactly("d0", "d1", "d2", "d3");
        assertThat(second.path("decisions").findValuesAsText("id")).containsExactly("d4", "d5");
        assertThat(second.path("next").isNull()).isTrue();
    }

    @Test
    void whatIsExportedAsCsvIsNoFormula() throws IOException {
        List<String> lines = run("audit", "export", "--format", "csv", "--file", file())
                .out()
                .lines()
                .toList();

        assertThat(lines).hasSize(7);
        assertThat(lines.get(0)).startsWith("at,id,run,tenant,");
        assertThat(lines.get(1)).startsWith("2026-11-27T12:00:00Z,d0,run,\"'=cmd, \"\"x\"\"\",");
        assertThat(lines.get(2)).contains("small>large", "m>m", "7>9");
    }

    @Test
    void whatIsExportedAsJsonLinesIsWhatIsOnRecord() throws IOException {
        String file = file();
        Path out = folder.resolve("out.jsonl");

        assertThat(run("audit", "export", "--file", file, "--from", "2026-11-27T12:00:02Z", "--out", out.toString())
                        .code())
                .isZero();

        assertThat(Files.readAllLines(out))
                .containsExactlyElementsOf(Files.readAllLines(Path.of(file)).subList(3, 7));
        assertThat(run("audit", "export", "--file", file, "--out", out.toString())
                        .err())
                .contains("already");
    }

    @Test
    void itSaysWhatIsMissing() {
        assertThat(run("audit", "verify").err()).contains("give --file or --url");
        assertThat(run("audit", "find", "--file", folder.resolve("none.jsonl").toString())
                        .err())
                .contains("there is no such file");
    }
}
