package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.policy.Constraint;
import io.cascadeflow.policy.Constraint.AllowModels;
import io.cascadeflow.policy.Constraint.DenyModels;
import io.cascadeflow.policy.Constraint.Relax;
import io.cascadeflow.policy.Constraint.RequireTags;
import io.cascadeflow.policy.Policy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {

    private static final String EVERY_TAG =
            "models: {'vllm:a': {tags: [eu, dpa, baa, pci-dss, onprem, no-training, no-retention]}}\n";

    private static Policy policy(String then) {
        return Configuration.parse(
                        "p.yaml",
                        EVERY_TAG + "policies: [{name: a, then: {%s}}]".formatted(then),
                        UnaryOperator.identity())
                .policy();
    }

    private static List<Constraint> demands(String profile) {
        return policy("profiles: " + profile).rules().get(0).then();
    }

    /** Whatever nobody said of a model, it does not have; and no list of names grows old. */
    @ParameterizedTest
    @ValueSource(strings = {"gdpr", "hipaa", "pci", "strict"})
    void eachDemandsTagsAndNamesNoModelAndRelaxesNothing(String profile) {
        assertThat(demands(profile))
                .hasAtLeastOneElementOfType(RequireTags.class)
                .noneMatch(constraint -> constraint instanceof AllowModels
                        || constraint instanceof DenyModels
                        || constraint instanceof Relax);
    }

    @Test
    void severalTogetherDemandWhatEachDoes() {
        Set<Constraint> each = new HashSet<>(demands("gdpr"));
        each.addAll(demands("strict"));
        each.addAll(policy("acceptAbove: 0.5").rules().get(0).then());
        assertThat(policy("profiles: [strict, gdpr], acceptAbove: 0.5")
                        .rules()
                        .get(0)
                        .then())
                .containsExactlyInAnyOrderElementsOf(each);
    }

    @Test
    void whatAProfileSaysBelongsToThePolicysVersion() {
        Problems none = new Problems();
        Tree rule = YamlTree.parse("p.yaml", "[{name: a, then: {profiles: gdpr}}]", none)
                .orElseThrow();
        assertThat(policy("profiles: gdpr").version())
                .isEqualTo(policy("profiles: gdpr").version())
                .isNotEqualTo(Fingerprint.of(rule, List.of()));
    }

    @Test
    void theSchemaKnowsThem() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                ProfilesTest.class.getResourceAsStream("/META-INF/io/cascadeflow/cascadeflow.schema.json"))) {
            JsonNode words = new ObjectMapper().readTree(in).at("/$defs/profile/anyOf/0/enum");
            List<String> names = new ArrayList<>();
            words.forEach(word -> names.add(word.asText()));
            assertThat(names).isEqualTo(Profiles.names());
        }
    }

    /** The page says what each demands. */
    @Test
    void thePageNamesEveryTagOfEach() throws IOException {
        String page = Files.readString(Path.of("../docs/policy.md"));
        for (String profile : Profiles.names()) {
            Set<String> tags = demands(profile).stream()
                    .filter(RequireTags.class::isInstance)
                    .flatMap(constraint -> ((RequireTags) constraint).tags().stream())
                    .collect(Collectors.toCollection(TreeSet::new));
            String row = page.lines()
                    .filter(line -> line.startsWith("| `%s` |".formatted(profile)))
                    .findFirst()
                    .orElse("");
            tags.forEach(tag -> assertThat(row).as(profile).contains("`" + tag + "`"));
            tags.forEach(tag -> assertThat(page).contains("| `%s` |".formatted(tag)));
        }
    }
}
