package io.cascadeflow.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    private static final String ENTRY = """
            {"began":%d,"ended":%d,"at":"2026-11-28T10:00:0%dZ","run":"r1","kind":"ANSWERED",
            "call":{"model":"openai:%s","cascade":"support","tier":"%s","role":"answer","decision":"d"},
            "used":{"calls":1,"toolCalls":0,"costUsd":"%s","energyMj":0,"energyUnknown":1},
            "atMost":{"calls":1,"toolCalls":0,"costUsd":"0.04","energyMj":0,"energyUnknown":1},
            "inputTokens":10,"outputTokens":5,"tookMs":900,"tools":[],"acts":[]}""";

    @TempDir
    private Path folder = Path.of("");

    private static String entry(int number, String model, String tier, String cost) {
        return ENTRY.formatted(2 * number - 1, 2 * number, number, model, tier, cost);
    }

    private String trace() {
        return write(
                "trace.json",
                "{\"run\":\"r1\",\"began\":\"2026-11-28T10:00:00Z\",\"missing\":0,\"entries\":["
                        + entry(1, "gpt-4o-mini", "small", "0.01") + ","
                        + entry(2, "gpt-4o", "large", "0.03") + ","
                        + entry(3, "gpt-4o", "large", "0.02") + "]}");
    }

    private String write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Run run(String limits, String... more) {
        String[] arguments = {"run", "--trace", trace(), "--limits", write("limits.yaml", limits)};
        String[] all = Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return Run.of(all);
    }

    @Test
    void saysAtWhichEntryItWouldHaveStoppedAndWhatThatSaves() {
        Run run = run("runs: [{name: tight, limits: {calls: 2}}]");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().toList())
                .containsExactly(
                        "run 'r1': 3 calls for 0.06 USD",
                        "2026-11-28T10:00:03Z entry 5, stop openai:gpt-4o: run 'r1' has 0 of 2 calls left, and 1 more is"
                                + " wanted, by rule 'tight' for runs. End its work, or raise calls",
                        "saved: 0.02 USD if it had gone on with the other calls, 0.02 USD if it had ended at the first stop");
    }

    @Test
    void saysTheSameInJson() {
        JsonNode json =
                run("runs: [{name: tight, limits: {budget: 0.05}}]", "--json").json();

        assertThat(json.get("costUsd").decimalValue()).isEqualByComparingTo("0.06");
        assertThat(json.get("stoppedCostUsd").decimalValue()).isEqualByComparingTo("0.02");
        assertThat(json.get("changes")).hasSize(1);
        assertThat(json.get("changes").get(0).get("rule").asText()).isEqualTo("tight");
        assertThat(json.get("changes").get(0).get("sure").asBoolean()).isTrue();
    }

    @Test
    void otherPoliciesAndPressureAreTriedAndWhatIsNotKnownIsSaid() {
        Run run = run("""
                models: {"openai:gpt-4o-mini": {tags: cheap}}
                runs: [{name: t, limits: {calls: 3}, under: [{left: 0.5, then: {maxTier: small}}]}]
                policies: [{name: cheap, when: {time: {from: "10:00", until: "10:01"}}, then: {requireTags: cheap}},
                  {name: acme, when: {tenant: acme}, then: {deny: true}}]
                """);

        assertThat(run.out())
                .contains("entry 3, switch-model openai:gpt-4o: the model openai:gpt-4o is not allowed")
                .contains("tier 'large' may be left out by rule 't under 0.5' (perhaps)")
                .contains(
                        "0.05 USD went to calls that would have been otherwise; what they would have cost is not known")
                .contains("note: rule 'acme' is not judged");
        assertThat(run("runs: [{name: wide, limits: {calls: 9}}]").out()).contains("nothing would have been otherwise");
    }

    @Test
    void whatCannotBeUsedIsSaidInOneLine() {
        assertThat(run("runs: [{name: a, limits: {cals: 1}}]").err()).contains("did you mean 'calls'?");
        assertThat(run("{}").err()).contains("has neither runs nor policies");
        String limits = write("l.yaml", "runs: [{name: a}]");
        assertThat(Run.of("run", "--trace", "nowhere.json", "--limits", limits).err())
                .contains("nowhere.json is not there");
        Run bad = Run.of("run", "--trace", write("bad.json", "{\"run\":"), "--limits", limits);
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err())
                .startsWith("replay: this is no trace of a run, from line 1")
                .hasLineCount(1);
    }
}
