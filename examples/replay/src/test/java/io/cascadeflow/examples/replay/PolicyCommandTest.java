package io.cascadeflow.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyCommandTest {

    private static final String FOLDER = "src/test/resources/policy/";
    private static final String BEFORE = FOLDER + "cascadeflow.yaml";
    private static final String AFTER = FOLDER + "stricter.yaml";
    private static final String ASKED = FOLDER + "asked.jsonl";

    @TempDir
    private Path folder = Path.of("");

    private static Run policy(String... args) {
        List<String> all = new ArrayList<>(List.of("policy"));
        all.addAll(List.of(args));
        return Run.of(all.toArray(String[]::new));
    }

    private static JsonNode run(String configuration, String recording, String... more) {
        List<String> args =
                new ArrayList<>(List.of("run", "--configuration", configuration, "--recording", recording, "--json"));
        args.addAll(List.of(more));
        Run run = policy(args.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run.json();
    }

    private String changed(String from, String to) throws IOException {
        String text = Files.readString(Path.of(BEFORE));
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve("changed.yaml"), text.replace(from, to))
                .toString();
    }

    private static Map<String, Integer> counts(JsonNode object) {
        Map<String, Integer> counts = new TreeMap<>();
        object.properties()
                .forEach(field -> counts.put(field.getKey(), field.getValue().asInt()));
        return counts;
    }

    private static JsonNode rule(JsonNode run, String name) {
        for (JsonNode rule : run.path("rules")) {
            if (rule.path("rule").asText().equals(name)) {
                return rule;
            }
        }
        throw new AssertionError("no rule " + name + " in " + run);
    }

    @Test
    void explainTellsWhatTheRulesMakeOfAQuestion() throws IOException {
        Path question = Files.writeString(folder.resolve("q.txt"), "May I have a refund for my cat?");
        Run run = policy(
                "explain",
                "--configuration",
                BEFORE,
                "--cascade",
                "support",
                "--header",
                "region=eu",
                "--text-file",
                question.toString(),
                "--at",
                "2026-11-25T23:10:00Z",
                "--json");
        JsonNode explained = run.json();

        assertThat(run.exitCode()).isZero();
        assertThat(rule(explained, "eu-data-stays").path("applied").asText()).isEqualTo("yes");
        assertThat(rule(explained, "law-is-strict").path("applied").asText()).isEqualTo("no");
        assertThat(explained.path("deniedBy").toString()).isEqualTo("[\"eu-data-stays\",\"refunds-need-the-best\"]");
        assertThat(explained.path("plan")).isEmpty();
        assertThat(run.out()).doesNotContain("my cat");
    }

    @Test
    void everyFactOfAQuestionCanBeGiven() throws IOException {
        String everything = changed(
                "policies:",
                "policies:\n  - {name: all, when: {tenant: acme, user: ann, project: shop, domain: law, tags: personal, cascade: support}, then: {deny: true}}");
        assertThat(policy(
                                "explain",
                                "--configuration",
                                everything,
                                "--tenant=acme",
                                "--user=ann",
                                "--project=shop",
                                "--domain=law",
                                "--tag=personal",
                                "--tag=urgent")
                        .out())
                .contains(
                        "facts: budgetUsed = 0, cascade = support, domain = law, project = shop, tags = personal, urgent")
                .contains("denied: this call is denied by rule 'all'");
    }

    @Test
    void runCountsWhatEachRuleDidAndWhereQuestionsEnd() {
        JsonNode run = run(BEFORE, ASKED);

        assertThat(run.path("questions").asInt()).isEqualTo(12);
        assertThat(run.path("known").asInt()).isEqualTo(11);
        assertThat(counts(run.path("missing"))).isEqualTo(Map.of("openai:gpt-4o", 1));
        assertThat(counts(run.path("ends"))).isEqualTo(Map.of("small", 5, "large", 4, "denied", 1, "rejected", 1));
        assertThat(counts(run.path("denials"))).isEqualTo(Map.of("rules 'eu-data-stays', 'refunds-need-the-best'", 1));
        assertThat(counts(run.path("calls"))).isEqualTo(Map.of("small", 9, "large", 4));
        assertThat(run.path("costUsd").asDouble()).isBetween(0.0001, 0.01);
        assertThat(run.path("labelled").asInt()).isEqualTo(9);
        assertThat(run.path("quality").asDouble()).isEqualTo(8 / 9.0);
        assertThat(rule(run, "eu-data-stays").path("applied").asInt()).isEqualTo(2);
        assertThat(rule(run, "eu-data-stays").path("changed").asInt()).isEqualTo(2);
        assertThat(rule(run, "nights-are-cheap").path("applied").asInt()).isEqualTo(2);
        assertThat(rule(run, "nights-are-cheap").path("changed").asInt()).isZero();
        assertThat(rule(run, "law-is-strict").path("effects").toString())
                .contains("acceptAbove raises the threshold of tier 'small' from 0.75 to 0.95");
    }

    @Test
    void aDryRunDecidesAsARouteWithoutRulesDoes() throws IOException {
        String text = Files.readString(Path.of(BEFORE));
        String none = Files.writeString(folder.resolve("none.yaml"), text.substring(0, text.indexOf("policies:")))
                .toString();
        JsonNode run = run(
                none,
                "src/test/resources/recording.jsonl",
                "--plays",
                "vllm:llama-3.1-8b=small",
                "--plays",
                "openai:gpt-4o=large");
        JsonNode evaluated = Run.of(
                        "evaluate",
                        "--recording",
                        "src/test/resources/recording.jsonl",
                        "--small",
                        "small",
                        "--large",
                        "large",
                        "--threshold",
                        "0.75",
                        "--price",
                        "small=0.02/0.02",
                        "--price",
                        "large=2.50/10.00",
                        "--json")
                .json();

        assertThat(run.path("ends").path("small").asInt() / 6.0)
                .isEqualTo(evaluated.path("accepted").asDouble());
        assertThat(run.path("quality").asDouble())
                .isEqualTo(evaluated.path("quality").asDouble());
        assertThat(run.path("costUsd").asDouble())
                .isEqualTo(evaluated.path("costUsd").asDouble());
        assertThat(run.path("rules")).isEmpty();
    }

    @Test
    void diffTellsWhatMoves() {
        Run run = policy("diff", BEFORE, AFTER, "--recording", ASKED, "--json");
        JsonNode diff = run.json();
        Map<String, String> moves = new TreeMap<>();
        for (JsonNode move : diff.path("moves")) {
            moves.put(
                    move.path("from").asText() + " > " + move.path("to").asText(),
                    move.path("questions").asInt() + " "
                            + move.path("examples").get(0).asText());
        }

        assertThat(run.exitCode()).isZero();
        assertThat(moves)
                .containsEntry("small > large", "1 money-back")
                .containsEntry("large > denied", "1 contract")
                .containsEntry("large > rejected", "1 bulb")
                .containsEntry("not known > denied", "1 guarantee")
                .containsEntry("small > small", "4 opening");
        assertThat(diff.path("moved").asInt()).isEqualTo(3);
        assertThat(diff.path("notKnown").asInt()).isEqualTo(1);
        assertThat(diff.path("answered").toString()).isEqualTo("{\"before\":9,\"after\":7}");
        JsonNode cost = diff.path("costUsd");
        assertThat(cost.path("questions").asInt()).isEqualTo(11);
        assertThat(cost.path("low").asDouble())
                .isLessThanOrEqualTo(cost.path("difference").asDouble());
        assertThat(cost.path("high").asDouble())
                .isGreaterThanOrEqualTo(cost.path("difference").asDouble());
        assertThat(diff.path("quality").path("questions").asInt()).isEqualTo(7);
        assertThat(diff.path("rules")).hasSize(3);
        assertThat(rule(diff, "refunds-need-the-best")
                        .path("after")
                        .path("applied")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void aFileDiffersFromItselfInNothing() {
        Run run = policy("diff", BEFORE, BEFORE, "--recording", ASKED);
        assertThat(run.out()).contains("every rule does what it did").containsPattern("moved +0\n");
        JsonNode json =
                policy("diff", BEFORE, BEFORE, "--recording", ASKED, "--json").json();
        assertThat(json.path("costUsd").path("difference").asDouble()).isZero();
        assertThat(json.path("costUsd").path("high").asDouble()).isZero();
    }

    @Test
    void whatCannotBeEvaluatedOnAnItemIsCountedAsUnknown() throws IOException {
        String broken = changed("\"${header.region} == 'eu'\"", "\"${mandatoryBodyAs(java.util.UUID)} == 'x'\"");
        JsonNode rule = rule(run(broken, ASKED), "eu-data-stays");
        assertThat(rule.path("unknown").asInt()).isEqualTo(12);
        assertThat(rule.path("applied").asInt()).isZero();
        assertThat(rule.path("changed").asInt()).isEqualTo(12);
    }

    @Test
    void budgetsFillWithWhatRecordedAnswersCost() throws IOException {
        String narrow =
                changedIn(changed("limit: 4000", "limit: 1"), "budgetUsedAbove: 0.9", "budgetUsedAbove: 0.0002");
        assertThat(rule(run(narrow, ASKED), "tight-money").path("applied").asInt())
                .isBetween(1, 11);
        // the first call of the large model may cost more than this
        assertThat(run(changed("limit: 4000", "limit: 0.01"), ASKED)
                        .path("ends")
                        .path("rejected")
                        .asInt())
                .isGreaterThan(3);
    }

    @Test
    void whatIsConfiguredForTheOutsideIsLeftOut() throws IOException {
        Path trail = folder.resolve("trail.jsonl");
        Path ledger = folder.resolve("ledger");
        Path recorded = folder.resolve("recorded.jsonl");
        String outside = changed(
                "ledger: {memory: true}",
                "ledger: {url: \"jdbc:h2:file:%s\"}\naudit: {file: \"%s\"}\nrecorder: {file: \"%s\", content: full}"
                        .formatted(ledger, trail, recorded));
        String audited = Files.writeString(
                        folder.resolve("audited.yaml"),
                        Files.readString(Path.of(outside)).replace("budgets:", "    gate: {auditShare: 1}\nbudgets:"))
                .toString();
        JsonNode run = run(audited, ASKED);

        assertThat(counts(run.path("calls"))).isEqualTo(Map.of("small", 9, "large", 4));
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("changed.yaml", "audited.yaml");
        }
    }

    @Test
    void partsThatAreReferredToAreTriedAsWell() throws IOException {
        String anchored = changed(
                "{requireTags: [eu]}",
                "&narrow {requireTags: [eu]}}\n  - {name: again, when: {tenant: globex}, then: *narrow");
        assertThat(rule(run(anchored, ASKED), "again").path("applied").asInt()).isEqualTo(4);
    }

    @Test
    void aJudgeIsAskedNothingThatIsNotRecorded() throws IOException {
        String judged = changed(
                "cascadeflow:vllm:llama-3.1-8b", "cascadeflow:vllm:llama-3.1-8b?judge=cascadeflow%3Aopenai%3Agpt-4o");
        Run run = policy("run", "--configuration", judged, "--recording", ASKED);
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("judges or self-checks were asked 9 times");
    }

    @Test
    void recordedLatenciesPassAndDeadlinesOfRulesHold() throws IOException {
        String hasty =
                changed("then: {requireTags: [eu]}", "then: {deadline: 300ms}").toString();
        JsonNode run = run(changedIn(hasty, "when: \"${header.region} == 'eu'\"", "when: {cascade: support}"), ASKED);
        // the small model always takes longer: nothing is asked after it
        assertThat(run.path("calls").path("large").asInt()).isEqualTo(2);
        assertThat(run.path("ends").path("large").asInt()).isEqualTo(2);
    }

    private String changedIn(String file, String from, String to) throws IOException {
        String text = Files.readString(Path.of(file));
        assertThat(text).contains(from);
        return Files.writeString(folder.resolve("again.yaml"), text.replace(from, to))
                .toString();
    }

    @Test
    void aQuestionGoesToTheCascadeThatItWasRecordedOf() throws IOException {
        String two = changed(
                "budgets:", "  other:\n    tiers:\n      - {name: only, uri: \"cascadeflow:openai:gpt-4o\"}\nbudgets:");
        Run without = policy("run", "--configuration", two, "--recording", ASKED);
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err())
                .contains(
                        "has the cascades [support, other], and question 'password' was recorded of none", "--cascade");
        JsonNode run = run(two, ASKED, "--cascade", "other");
        assertThat(run.path("ends").path("only").asInt()).isPositive();
        // rules that name tiers of another cascade deny
        assertThat(run.path("denials").toString()).contains("refunds-need-the-best");
    }

    @Test
    void aWrongConfigurationIsToldWithItsLines() throws IOException {
        Run run =
                policy("run", "--configuration", changed("maxTier: small}}", "maxTeir: small}}"), "--recording", ASKED);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("changed.yaml, line 14, column 62: policies[2].then.maxTeir", "maxTeir", "maxTier");
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cascadeflow:openai:gpt-4o | http://models.example/ask?key=s3cret | asks http://models.example/ask, and only models of cascadeflow: endpoints can be tried",
                "cascadeflow:openai:gpt-4o | cascadeflow:openai:gpt-4o?judge=RAW(direct:judge?k=s3cret) | by its judge asks direct:judge, and only",
                "cascadeflow:openai:gpt-4o | cascadeflow:openai:gpt-nobody | no price",
                "{requireTags: [eu]}       | {requireTags: [ue]} | ue",
                "${header.region}          | ${header.region | is no condition in the language simple",
            })
    void whatCannotBeTriedIsSaid(String from, String to, String complaint) throws IOException {
        Run run = policy("run", "--configuration", changed(from, to), "--recording", ASKED);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(complaint).doesNotContain("s3cret", "\tat ");
    }

    @Test
    void aRecordingThatDoesNotFitIsToldWithTheWayOut() throws IOException {
        assertThat(complaint("src/test/resources/recording.jsonl"))
                .contains("has no answer of [openai:gpt-4o, vllm:llama-3.1-8b]", "--plays openai:gpt-4o=large");
        assertThat(complaint(
                        Files.writeString(folder.resolve("empty.jsonl"), "").toString()))
                .contains("is empty");
        assertThat(complaint(Files.writeString(folder.resolve("bad.jsonl"), "{\"id\":\"a\"\nnothing\n")
                        .toString()))
                .contains("line 1", "is not JSON");
        assertThat(complaint(Files.writeString(
                                folder.resolve("features.jsonl"),
                                "{\"id\":\"a\",\"answers\":{\"openai:gpt-4o\":[{\"features\":{\"signals\":{}}}]}}\n")
                        .toString()))
                .contains("keeps no texts");
        assertThat(complaint(ASKED, "--cascade", "suport")).contains("did you mean 'support'?");
        assertThat(complaint(ASKED, "--plays", "openai:gpt-4o=nobody")).contains("no answer of model 'nobody'");
    }

    private static String complaint(String recording, String... more) {
        List<String> args = new ArrayList<>(List.of("run", "--configuration", BEFORE, "--recording", recording));
        args.addAll(List.of(more));
        Run run = policy(args.toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().count()).as(run.err()).isEqualTo(1);
        return run.err();
    }

    @Test
    void aModelThatNeverAnsweredIsNoted() throws IOException {
        Path half = Files.writeString(
                folder.resolve("half.jsonl"),
                "{\"id\":\"a\",\"prompt\":\"?\",\"answers\":{\"llama-3.1-8b\":[{\"text\":\"no\",\"correct\":false,\"signals\":{\"judge.score\":0.1}}]}}\n");
        Run run = policy("run", "--configuration", BEFORE, "--recording", half.toString());
        assertThat(run.out())
                .contains("note: ", "has no answer of openai:gpt-4o", "not known: no answer of openai:gpt-4o")
                .contains("1 questions have answers with signals that were measured from outside");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aPolicyCommandSaysWhatItCanDo() {
        assertThat(policy().exitCode()).isEqualTo(2);
        assertThat(policy().err()).contains("say what to do: explain, run or diff");
    }
}
