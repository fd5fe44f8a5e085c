package io.cascadeflow.policy.classify;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.policy.Questions;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the component learns from when nothing else is configured. */
class ShippedQuestionsTest {

    private static final Questions SHIPPED = Questions.shipped();

    @Test
    void everyDomainHasExamplesInSeveralLanguages() {
        Map<String, Set<String>> languages =
                SHIPPED.languages().stream().collect(Collectors.toMap(Example::text, Example::labels));
        for (String domain : Domains.SHIPPED) {
            List<Example> own = SHIPPED.domains().stream()
                    .filter(example -> example.labels().contains(domain))
                    .toList();
            assertThat(own).as(domain).hasSizeGreaterThan(75);
            assertThat(own.stream()
                            .flatMap(example -> languages.getOrDefault(example.text(), Set.of()).stream())
                            .collect(Collectors.toSet()))
                    .as(domain)
                    .hasSizeGreaterThan(10);
        }
    }

    @Test
    void noExampleIsThereTwiceAndNoDomainIsStrange() {
        assertThat(SHIPPED.domains()).extracting(Example::text).doesNotHaveDuplicates();
        assertThat(SHIPPED.domains().stream()
                        .flatMap(example -> example.labels().stream())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(Domains.SHIPPED))
                .hasSize(18);
        assertThat(SHIPPED.domains().stream().filter(example -> example.labels().isEmpty()))
                .as("gibberish")
                .hasSizeGreaterThan(20);
    }

    @Test
    void languagesAreThoseOfIso() {
        assertThat(SHIPPED.languages().stream().flatMap(example -> example.labels().stream()))
                .allMatch(language -> Set.of(Locale.getISOLanguages()).contains(language));
    }
}
