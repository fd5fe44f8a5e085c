package io.cascadeflow.camel;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.Response;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.classify.Classifier;
import io.cascadeflow.policy.classify.Scores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that ask what a question is about, how much is in it, and in which language it is. */
class ClassifiersInRoutesTest {

    private static final String M = "cascadeflow:probe:m";
    private static final String SUPPORT = "cascadeflow:cascade:support";
    private static final String ILL =
            "What are the symptoms of appendicitis, and which treatment does the doctor choose?";
    private static final String BUGS =
            "Why does my Java program throw an exception in this method? Refactor the class.";
    private static final String SHIPPED = "classify: {domain: {examples: shipped}}\n";
    private static final String MEDICAL = "{name: careful, when: {domain: [medical]}, then: {forceTier: large}}";

    private static final String CONFIGURATION = """
            models:
              "probe:m": {input: 1, output: 10}
              "probe:dear": {input: 10, output: 100}
            cascades:
              support:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m"}
                  - {name: large, uri: "cascadeflow:probe:dear"}
              strict:
                tiers:
                  - {name: small, uri: "cascadeflow:probe:m", acceptAbove: 0.75}
                  - {name: large, uri: "cascadeflow:probe:dear"}
            ledger: {memory: true}
            """;

    @TempDir
    Path folder;

    private final Map<String, Object> beans = new HashMap<>();
    private @Nullable ProbeContext context;

    private ProbeContext with(String classify, String... rules) throws Exception {
        Path file = Files.writeString(
                folder.resolve("c.yaml"),
                CONFIGURATION + classify + "policies:\n  - " + String.join("\n  - ", rules) + "\n");
        context = new ProbeContext(component -> {
            beans.forEach(
                    (name, bean) -> component.getCamelContext().getRegistry().bind(name, bean));
            component.setConfiguration("file:" + file);
        });
        return context;
    }

    @AfterEach
    void close() {
        if (context != null) {
            context.close();
        }
    }

    private static List<String> asked(ProbeContext with) {
        return with.probe.calls().stream().map(call -> call.model()).toList();
    }

    private List<String> asked(ProbeContext with, Object body, Map<String, Object> headers) {
        int before = with.probe.count();
        Exchange exchange = with.ask(SUPPORT, body, headers);
        assertThat(exchange.getException()).isNull();
        return asked(with).subList(before, with.probe.count());
    }

    @Test
    void whatAQuestionIsAboutForcesATierWithoutAHeader() throws Exception {
        ProbeContext with = with(SHIPPED, MEDICAL);

        assertThat(asked(with, ILL, Map.of())).containsExactly("dear");
        assertThat(asked(with, BUGS, Map.of())).containsExactly("m");
    }

    /** Upstream's detection cannot be corrected on half of its ways. */
    @ParameterizedTest
    @ValueSource(
            strings = {SUPPORT, SUPPORT + "?streaming=true", M, M + "?streaming=true", "direct:eip", "direct:split"})
    void aHeaderWinsOverWhatIsFoundOnEveryWay(String way) throws Exception {
        ProbeContext with = with(SHIPPED, "{name: careful, when: {domain: [medical]}, then: {deny: true}}");
        with.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:eip").errorHandler(noErrorHandler()))
                        .id("eip")
                        .tier("small")
                        .to(M);
                from("direct:split")
                        .errorHandler(noErrorHandler())
                        .split(body().tokenize("\n"))
                        .stopOnException()
                        .to(M);
            }
        });
        Map<String, Object> code = Map.of(CascadeFlowConstants.DOMAIN, "code");
        Map<String, Object> medical = Map.of(CascadeFlowConstants.DOMAIN, "medical");

        assertThat(with.ask(way, ILL).getException()).hasStackTraceContaining(PolicyDeniedException.class.getName());
        assertThat(with.ask(way, BUGS, medical).getException())
                .hasStackTraceContaining(PolicyDeniedException.class.getName());
        assertThat(with.probe.count()).isZero();
        assertThat(with.ask(way, ILL, code).getException()).isNull();
        assertThat(with.ask(way, BUGS).getException()).isNull();
    }

    @Test
    void withoutAClassifierOnlyAHeaderSaysIt() throws Exception {
        ProbeContext with = with("", MEDICAL);

        assertThat(asked(with, ILL, Map.of())).containsExactly("m");
        assertThat(asked(with, ILL, Map.of(CascadeFlowConstants.DOMAIN, "medical")))
                .containsExactly("dear");
    }

    @Test
    void onlyWhatTheUserSaysNowCounts() throws Exception {
        ProbeContext with =
                with(SHIPPED, MEDICAL, "{name: hard, when: {complexityAbove: 0.3}, then: {forceTier: large}}");
        ChatRequest hi = ChatRequest.of(List.of(
                ChatMessage.system("You are the enterprise architecture assistant of a hospital. " + ILL.repeat(20)),
                ChatMessage.user(ILL.repeat(20)),
                ChatMessage.assistant(ILL),
                ChatMessage.user("hi")));

        assertThat(asked(with, hi, Map.of()))
                .isEqualTo(asked(with, "hi", Map.of()))
                .containsExactly("m");
    }

    @Test
    void theThresholdOfADomainHoldsWhateverElseAQuestionSays() throws Exception {
        ProbeContext with = with(SHIPPED, "{name: careful, when: {domain: medical}, then: {acceptAbove: 0.95}}");
        String strict = "cascadeflow:cascade:strict?gate=%23sure";
        Exchange dose = with.ask(strict, "What is the usual starting dose of warfarin for an elderly patient?");
        assertThat(asked(with)).as("0.9 is not enough").containsExactly("m", "dear");
        assertThat(Traces.of(dose).get(0).attempts().get(0).tier().acceptAbove())
                .isEqualTo(0.95);

        with.ask(strict, "Who painted Guernica?");
        assertThat(asked(with)).containsExactly("m", "dear", "m");
    }

    @Test
    void gibberishIsUnknownAndARuleMaySayWhatThenHolds() throws Exception {
        ProbeContext with = with(SHIPPED, "{name: strange, when: {domain: unknown}, then: {forceTier: large}}");

        assertThat(asked(with, "blorf snargle wibbet quonk", Map.of())).containsExactly("dear");
        assertThat(asked(with, ILL, Map.of())).containsExactly("m");
    }

    @Test
    void aQuestionMayBeOfSeveralDomains() throws Exception {
        ProbeContext with = with(
                SHIPPED,
                "{name: law, when: {domain: legal}, then: {forceTier: large}}",
                "{name: short, when: {domain: summary}, then: {deny: true}}");

        assertThat(with.ask(SUPPORT, "Please summarize the contract law chapter.")
                        .getException())
                .isInstanceOf(PolicyDeniedException.class)
                .hasMessageContaining("'short'");
        assertThat(asked(with, "Is the contract void before the court?", Map.of()))
                .containsExactly("dear");
    }

    @Test
    void theLanguageOfAQuestionDoesNotMatter() throws Exception {
        ProbeContext with = with(SHIPPED, "{name: facts, when: {domain: factual}, then: {forceTier: large}}");

        assertThat(asked(with, "What is the capital of Greece?", Map.of()))
                .isEqualTo(asked(with, "Ποια είναι η πρωτεύουσα της Ελλάδας;", Map.of()))
                .containsExactly("dear");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wie lange dauert die Fahrt mit dem Zug nach Hamburg?| dear",
                "Combien de temps dure le trajet en train ?| dear",
                "How long is the journey by train?| m",
                "zzxxqq 12345| m",
            })
    void theLanguageOfAQuestionIsFound(String question, String model) throws Exception {
        ProbeContext with = with("", "{name: foreign, when: {questionLanguage: [de, fr]}, then: {forceTier: large}}");
        assertThat(asked(with, question, Map.of())).containsExactly(model);
    }

    @Test
    void whatIsInAQuestionAndWhatIsSaidOfItIsItsComplexity() throws Exception {
        ProbeContext with = with("", "{name: hard, when: {complexityAbove: 0.6}, then: {forceTier: large}}");
        String much = IntStream.range(0, 60)
                .mapToObj(i -> "Step " + i + ": if x[" + i + "] > " + (i * 7) + " then move it, else leave it.")
                .collect(Collectors.joining("\n"));

        assertThat(asked(with, "Create a list of five fruits my kids might like", Map.of()))
                .containsExactly("m");
        assertThat(asked(with, much, Map.of())).containsExactly("dear");
        assertThat(asked(with, much, Map.of(CascadeFlowConstants.COMPLEXITY, "simple")))
                .containsExactly("m");
        assertThat(asked(with, "hi", Map.of(CascadeFlowConstants.COMPLEXITY, "Hard")))
                .containsExactly("dear");
        assertThat(asked(with, "hi", Map.of(CascadeFlowConstants.COMPLEXITY, "0.61")))
                .containsExactly("dear");
        assertThat(asked(with, "hi", Map.of(CascadeFlowConstants.COMPLEXITY, "gigantic")))
                .as("who does not know whether a rule applies, applies it")
                .containsExactly("dear");
    }

    @ParameterizedTest
    @CsvSource({"15, m", "16, dear", "30, dear"})
    void manyClassesGoWhereTheLimitSays(int classes, String model) throws Exception {
        ProbeContext with = with("", "{name: many, when: {choicesAbove: 15}, then: {forceTier: large}}");
        List<String> labels = IntStream.range(0, classes)
                .mapToObj(i -> "class" + (char) ('a' + i % 26) + i)
                .toList();

        assertThat(asked(with, "Which of these is it: " + String.join(", ", labels) + "? The text is short.", Map.of()))
                .containsExactly(model);
        assertThat(asked(with, "Which of these is it?\n- " + String.join("\n- ", labels) + "\n\nBe brief.", Map.of()))
                .containsExactly(model);
    }

    @Test
    void examplesOfOnesOwnBringDomainsOfOnesOwn() throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.jsonl"), """
                {"text": "The pump loses pressure and the valve leaks.", "domain": "pumps"}
                {"text": "Pressure at the outlet valve of the pump is too low.", "domain": "pumps"}
                {"text": "How do I bleed the pump before I open the valve?", "domain": "pumps"}

                {"text": "The blade of the rotor is cracked near the hub.", "domain": ["rotors"]}
                {"text": "Balance the rotor, the blade vibrates.", "domain": "rotors"}
                {"text": "Which hub fits the rotor blade?", "domain": "rotors", "language": "en"}
                {"text": "Good morning to you all.", "domain": []}
                """);
        ProbeContext with = with(
                "classify: {domain: {examples: [shipped, 'file:" + mine + "'], rejectBelow: 0.3}}\n",
                "{name: pumps, when: {domain: pumps}, then: {forceTier: large}}");

        assertThat(asked(with, "The valve of the pump leaks, the pressure falls.", Map.of()))
                .containsExactly("dear");
        assertThat(asked(with, "The rotor blade hit the hub.", Map.of())).containsExactly("m");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\": \"a\", \"domain\": \"x\"}~nonsense| line 2: this is no JSON object on one line",
                "{\"text\": \"a\"}| line 1: 'domain' is missing; write {\"text\"",
                "{\"domain\": \"x\"}| line 1: 'text' is missing; write",
                "{\"text\": \" \", \"domain\": \"x\"}| line 1: 'text' is missing; write",
                "{\"text\": \"a\", \"domain\": \"x\", \"label\": 1}| line 1: unknown key 'label'; known here: text, domain",
                "{\"text\": \"a\", \"domain\": 3}| line 1: 'domain' is no word",
                "{\"text\": \"a\", \"domain\": \"two words\"}| line 1: 'domain' is no word",
                "{\"text\": \"a\", \"domain\": \"unknown\"}| line 1: 'unknown' is what is said when no label fits",
                "{\"text\": \"a\", \"domain\": \"x\"} {}| line 1: this is no JSON object on one line",
                "[]| line 1: this is no JSON object",
                "{\"text\": \"a\", \"domain\": \"x\"}| fewer than two labels",
                "''| fewer than two labels",
            })
    void examplesThatAreBrokenAreToldAtTheStart(String lines, String message) throws Exception {
        Path mine = Files.writeString(folder.resolve("mine.jsonl"), lines.replace('~', '\n'));
        String classify = "classify: {domain: {examples: 'file:" + mine + "'}}\n";

        assertThatThrownBy(() -> with(classify, MEDICAL))
                .hasStackTraceContaining("classify.domain")
                .hasStackTraceContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "classify: {domain: {examples: 'file:nowhere.jsonl'}}| file:nowhere.jsonl cannot be read; give a location",
                "classify: {domain: {classifier: '#nobody'}}| classify.domain.classifier: there is no",
                "classify: {domain: {embeddingModel: '#nobody'}}| classify.domain.embeddingModel: there is no bean 'nobody'",
                "classify: {domain: {embeddingModel: '#probe'}}| give a bean of type",
            })
    void whatIsNotThereIsToldAtTheStart(String classify, String message) {
        assertThatThrownBy(() -> with(classify + "\n", MEDICAL)).hasStackTraceContaining(message);
    }

    @Test
    void aMistypedDomainIsAnErrorAndAStrangeOneIsNot() throws Exception {
        assertThatThrownBy(() -> with(SHIPPED, MEDICAL.replace("medical", "medcial")))
                .hasStackTraceContaining("no example has the domain 'medcial'; did you mean 'medical'?");
        ProbeContext with = with(SHIPPED, MEDICAL.replace("medical", "household"));
        assertThat(asked(with, "?", Map.of(CascadeFlowConstants.DOMAIN, "household")))
                .containsExactly("dear");
    }

    @Test
    void aLanguageThatNoExampleIsInIsAnError() {
        assertThatThrownBy(() -> with("", "{name: a, when: {questionLanguage: cy}, then: {deny: true}}"))
                .hasStackTraceContaining("no example is in the language 'cy', so that the rule would never apply");
    }

    @Test
    void aBeanIsAskedInsteadOfWhatWasLearned() throws Exception {
        List<String> seen = new ArrayList<>();
        beans.put("mine", (Classifier) text -> {
            seen.add(text);
            return new Scores(Map.of("medical", text.contains("pill") ? 0.7 : 0.2));
        });
        ProbeContext with = with("classify: {domain: {classifier: '#mine', rejectBelow: 0.7}}\n", MEDICAL);

        assertThat(asked(with, "one pill", Map.of())).containsExactly("dear");
        assertThat(asked(with, ILL, Map.of())).containsExactly("m");
        assertThat(asked(with, "one pill", Map.of(CascadeFlowConstants.DOMAIN, "x")))
                .containsExactly("m");
        assertThat(seen).containsExactly("one pill", ILL);
    }

    @Test
    void whenAClassifierFailsItsRulesApplyAndRelaxNothing() throws Exception {
        beans.put("mine", (Classifier) text -> {
            throw new IllegalStateException(text);
        });
        ProbeContext with = with("classify: {domain: {classifier: '#mine'}}\n", MEDICAL);

        assertThat(asked(with, "hi", Map.of())).containsExactly("dear");
        assertThat(asked(with, "hi", Map.of(CascadeFlowConstants.DOMAIN, "x"))).containsExactly("m");
    }

    @Test
    void embeddingsAreAskedOnceForAQuestion() throws Exception {
        Path mine = Files.writeString(
                folder.resolve("mine.jsonl"),
                IntStream.range(0, 40)
                        .mapToObj(i -> "{\"text\": \"%s\", \"domain\": \"%s\"}"
                                .formatted((i % 2 == 0 ? "aaa" : "ooo") + i, i % 2 == 0 ? "medical" : "code"))
                        .collect(Collectors.joining("\n")));
        List<String> seen = new ArrayList<>();
        beans.put("vowels", new Vowels(seen));
        ProbeContext with =
                with("classify: {domain: {examples: 'file:" + mine + "', embeddingModel: '#vowels'}}\n", MEDICAL);
        assertThat(seen).hasSize(40);

        assertThat(asked(with, "aaaa", Map.of())).containsExactly("dear");
        assertThat(asked(with, "oooo", Map.of())).containsExactly("m");
        assertThat(seen).hasSize(42);
        assertThat(asked(with, "fail", Map.of())).as("no vector").containsExactly("dear");
    }

    /** Counts two vowels. */
    private record Vowels(List<String> seen) implements EmbeddingModel {

        @Override
        public Response<List<Embedding>> embedAll(List<TextSegment> texts) {
            return Response.from(texts.stream()
                    .map(TextSegment::text)
                    .map(text -> {
                        if (text.equals("fail")) {
                            throw new IllegalStateException("no");
                        }
                        seen.add(text);
                        return Embedding.from(new float[] {count(text, 'a'), count(text, 'o')});
                    })
                    .toList());
        }

        private static float count(String text, char vowel) {
            return text.chars().filter(c -> c == vowel).count();
        }
    }
}
