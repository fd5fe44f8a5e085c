package io.cascadeflow.camel.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.Candidate;
import io.cascadeflow.policy.Expression;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Plan;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.policy.Rung;
import io.cascadeflow.policy.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/policy.md says of its example is so. */
class PolicyPageTest {

    private static final Pattern EXAMPLE = Pattern.compile("^```yaml$(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    private final List<String> examples;
    private final Configuration configuration;

    PolicyPageTest() throws IOException {
        Path page = Path.of("").toAbsolutePath().resolveSibling("docs").resolve("policy.md");
        examples = EXAMPLE.matcher(Files.readString(page))
                .results()
                .map(match -> match.group(1))
                .toList();
        configuration = parse(examples.get(0));
    }

    private static Configuration parse(String yaml) {
        return Configuration.parse("policy.md", yaml, UnaryOperator.identity());
    }

    private Ruling ruling(Map<String, Set<String>> words, double budgetUsed, String... holding) {
        Map<Expression, Verdict> verdicts = new HashMap<>();
        for (Expression expression : configuration.policy().expressions()) {
            boolean holds = List.of(holding).stream().anyMatch(expression.text()::contains);
            verdicts.put(expression, holds ? Verdict.YES : Verdict.NO);
        }
        return configuration
                .policy()
                .on(new Facts(
                        words, Map.of("budgetUsed", budgetUsed), verdicts, Instant.parse("2026-11-28T23:00:00Z")));
    }

    private Plan plan(Ruling ruling) {
        return ruling.plan(List.of(
                new Rung("small", List.of(candidate("vllm:llama-3.1-8b"))),
                new Rung("large", List.of(candidate("openai:gpt-4o")))));
    }

    private Candidate candidate(String model) {
        ModelId id = ModelId.parse(model);
        return new Candidate(id, configuration.tags().getOrDefault(id, Set.of()));
    }

    @Test
    void itsRulesDoWhatItSays() {
        assertThat(plan(ruling(Map.of(), 0.1, "region")).left()).containsExactly("small");
        assertThat(plan(ruling(Map.of(), 0.1, "refund")).left()).containsExactly("large");
        assertThat(plan(ruling(Map.of(), 0.95)).left()).containsExactly("small");
        assertThat(ruling(Map.of("domain", Set.of("law")), 0.1).threshold(0.75, false))
                .isEqualTo(0.95);
    }

    @Test
    void itsRulesOnWhatIsFoundInAQuestionDoWhatTheySay() {
        String cascades = examples.get(0).substring(0, examples.get(0).indexOf("budgets:"));
        Policy rules = parse(cascades + examples.get(1)).policy();

        assertThat(examples).as("each has a test").hasSize(2);
        assertThat(plan(found(rules, "domain", "unknown")).left()).containsExactly("large");
        assertThat(found(rules, "domain", "legal").threshold(0.75, false)).isEqualTo(0.95);
        assertThat(plan(found(rules, "domain", "code")).left()).containsExactly("small", "large");
        assertThat(plan(found(rules, "questionLanguage", "de")).left()).containsExactly("large");
        assertThat(rules.on(new Facts(Map.of("questionLanguage", Set.of("en")), Map.of("choices", 16.0), Instant.EPOCH))
                        .rules())
                .containsExactly("long-lists");
    }

    /** In English unless it is the language that is found. */
    private static Ruling found(Policy rules, String fact, String word) {
        Map<String, Set<String>> words = new HashMap<>(Map.of("questionLanguage", Set.of("en")));
        words.put(fact, Set.of(word));
        return rules.on(new Facts(words, Map.of(), Instant.EPOCH));
    }

    @Test
    void aRefundFromTheEuHasNoTierLeft() {
        Plan plan = plan(ruling(Map.of(), 0.1, "region", "refund"));
        assertThat(requireNonNull(plan.denial("support")).text())
                .isEqualTo(
                        "no tier of cascade 'support' is left for this call by rules 'eu-data-stays', 'refunds-need-the-best'");
    }

    @Test
    void theNightIsOnlyObserved() {
        Ruling night = ruling(Map.of(), 0.1);
        assertThat(night.rules()).isEmpty();
        assertThat(night.observedRules()).containsExactly("nights-are-cheap");
        assertThat(plan(night).left()).containsExactly("small", "large");
    }
}
