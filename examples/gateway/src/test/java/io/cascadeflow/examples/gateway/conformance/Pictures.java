package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/** Pictures are passed on as they are; the gateway fetches none. */
final class Pictures {

    private static final String ADDRESS = "https://pictures.example.org/tower.png";
    private static final String DOT =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private Pictures() {}

    static void byAddress(Stage stage, Sdk sdk) {
        shown(stage, sdk, new Turn.Image(ADDRESS, null), ADDRESS);
    }

    static void byBytes(Stage stage, Sdk sdk) {
        shown(stage, sdk, new Turn.Image(null, DOT), "data:image/png;base64," + DOT);
    }

    private static void shown(Stage stage, Sdk sdk, Turn.Image image, String url) {
        stage.answering(Answers::describing);

        Said said = sdk.ask(stage.door(), Task.of(new Turn.User("What is this?", image)));

        assertThat(said.text()).isEqualTo("I see " + url);
        JsonNode content = stage.onlyAsked().at("/messages/0/content");
        assertThat(content.findValuesAsText("text")).containsExactly("What is this?");
    }
}
