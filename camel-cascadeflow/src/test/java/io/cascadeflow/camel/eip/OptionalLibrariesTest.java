package io.cascadeflow.camel.eip;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.ClassPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs a cascade with a class path that lacks what is optional. */
class OptionalLibrariesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "camel-yaml-dsl",
                "camel-yaml-io",
                "camel-xml-io",
                "snakeyaml",
                "camel-(yaml|xml-io)",
                "langchain4j",
                "lucene",
                "(spring|reactor|reactive-streams)",
                "micrometer",
                "camel-telemetry",
                "camel-health",
                "camel-console"
            })
    void aJavaRouteRunsWithout(String library) throws Exception {
        assertThat(ClassPath.without(library, PlainRoute.class, "ask")).isEqualTo("large");
    }

    @Test
    void aJavaRouteRunsWithAllOfThem() throws Exception {
        assertThat(ClassPath.without(ClassPath.NONE, PlainRoute.class, "ask")).isEqualTo("large");
    }

    @ParameterizedTest
    @CsvSource({"langchain4j,dev.langchain4j:langchain4j-core", "spring-ai,org.springframework.ai:spring-ai-model"})
    void anEndpointOfAMissingLibraryNamesIt(String provider, String artifact) throws Exception {
        String method = provider.equals("langchain4j") ? "langChain4j" : "springAi";
        assertThat(ClassPath.without(provider, PlainRoute.class, method))
                .isEqualTo("provider %s needs %s on the class path; add it".formatted(provider, artifact));
    }

    @Test
    void aFolderWithoutLuceneNamesIt() throws Exception {
        assertThat(ClassPath.without("lucene", PlainRoute.class, "folder"))
                .isEqualTo("option folder needs org.apache.lucene:lucene-core on the class path; add it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lucene", "langchain4j", "(lucene|langchain4j)", ClassPath.NONE})
    void beansAreSourcesWithoutLibrariesThatHaveSome(String libraries) throws Exception {
        assertThat(ClassPath.without(libraries, PlainRoute.class, "beans")).isEqualTo("1 found; true");
    }
}
