package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What a client can learn without asking a model. */
final class Models {

    private Models() {}

    static void all(Stage stage, Sdk sdk) {
        Sdk.Lists client = (Sdk.Lists) sdk;
        assertThat(client.models(stage.door()))
                .contains("cascadeflow/auto", Stage.CASCADE, Stage.CAREFUL, Stage.SMALL, "compatible:large");
        assertThat(client.models(stage.door(Keys.NARROW, 0))).containsExactly(Stage.CAREFUL);
    }

    static void one(Stage stage, Sdk sdk) {
        Sdk.Finds client = (Sdk.Finds) sdk;
        assertThat(client.model(stage.door(), Stage.CASCADE)).isEqualTo(Stage.CASCADE);
        SdkFailure unknown = catchThrowableOfType(SdkFailure.class, () -> client.model(stage.door(), "gpt-0"));
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown).hasMessageContaining("there is no such model here");
    }

    static void count(Stage stage, Sdk sdk) {
        Sdk.Counts client = (Sdk.Counts) sdk;
        stage.answering(Answers::broken);

        long few = client.count(stage.door(), Task.asking("What is the capital of France?"));
        long more = client.count(stage.door(), Task.asking("What is the capital of France? ".repeat(10)));

        assertThat(few).isBetween(5L, 30L);
        assertThat(more).isBetween(50L, 200L);
        assertThat(stage.requests()).isEmpty();
    }
}
