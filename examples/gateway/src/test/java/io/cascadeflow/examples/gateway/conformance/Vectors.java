package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Vectors of texts. */
final class Vectors {

    private static final List<String> TEXTS = List.of("Paris", "Rome is old");

    private Vectors() {}

    static void of(Stage stage, Sdk sdk) {
        stage.answering(Answers::vectors);

        assertThat(((Sdk.Embeds) sdk).embed(stage.door(), Stage.VECTORS, TEXTS))
                .containsExactly(List.of(0.5, 5.0), List.of(0.5, 11.0));
        JsonNode input = stage.onlyAsked().path("input");
        assertThat(List.of(input.path(0).asText(), input.path(1).asText())).isEqualTo(TEXTS);
    }
}
