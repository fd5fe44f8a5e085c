package io.cascadeflow.camel;

import static io.cascadeflow.camel.LearningFixture.RECORDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.Redactor;
import io.cascadeflow.provider.recorded.RecordedFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the live recorder writes of a question beside its text. */
class FactsOnRecordTest {

    private static final Map<String, Object> HEADERS = Map.of(
            CascadeFlowConstants.TENANT,
            "acme",
            CascadeFlowConstants.USER,
            "ann@example.org",
            CascadeFlowConstants.PROJECT,
            "shop",
            CascadeFlowConstants.TAGS,
            List.of("personal"),
            "Authorization",
            "Bearer 12345");

    @TempDir
    Path folder;

    private RecordedFacts recorded(String content) throws Exception {
        try (LearningFixture fixture = new LearningFixture(
                folder,
                RECORDER.replace("full", content),
                camel -> camel.getRegistry().bind("mask", (Redactor) text -> text.replace("ann", "xxx")))) {
            fixture.ask("What is 2 + 2?", HEADERS);
            fixture.ask("What is 3 + 2?");
            List<RecordedFacts> all =
                    fixture.recorded().stream().map(item -> item.facts()).toList();
            assertThat(Files.readString(fixture.file)).doesNotContain("12345", "Authorization");
            assertThat(all.get(1))
                    .isEqualTo(new RecordedFacts("support", null, null, null, Set.of(), Map.of(), ProbeContext.NOW));
            return all.get(0);
        }
    }

    @Test
    void itKnowsWhoseItWasAndWhen() throws Exception {
        assertThat(recorded("full"))
                .isEqualTo(new RecordedFacts(
                        "support", "acme", "ann@example.org", "shop", Set.of("personal"), Map.of(), ProbeContext.NOW));
    }

    @ParameterizedTest
    @CsvSource({"redacted, xxx@example.org", "features, "})
    void aUserIsNoMoreThanItsTextMayBe(String content, String user) throws Exception {
        assertThat(recorded(content).user()).isEqualTo(user);
        assertThat(recorded(content).tenant()).isEqualTo("acme");
    }
}
