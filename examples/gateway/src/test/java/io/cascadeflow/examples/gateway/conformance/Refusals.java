package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.examples.gateway.conformance.Sdk.Dialect;
import io.cascadeflow.examples.gateway.conformance.Sdk.Door;
import io.cascadeflow.provider.FakeRequest;
import java.time.Duration;
import java.util.List;

/** What goes wrong is told with its status and in the gateway's words, whole and where a stream was asked for. */
final class Refusals {

    private static final Task TASK = Task.asking("What is the capital of France?");

    /** A timer may be a little early; by themselves clients wait for about a second at most. */
    private static final Duration ALMOST_TWO_SECONDS = Duration.ofMillis(1_950);

    private Refusals() {}

    static void wrongKey(Stage stage, Sdk sdk) {
        stage.answering(Answers.text("no"));
        refused(sdk, stage.door(Keys.WRONG, 0), TASK, 401, "this key or token is not valid here");
        assertThat(stage.requests()).isEmpty();
    }

    static void forbidden(Stage stage, Sdk sdk) {
        stage.answering(Answers.text("no"));
        refused(sdk, stage.door(Keys.NARROW, 0), TASK, 403, "this key may not ask this model");
        assertThat(stage.requests()).isEmpty();
    }

    static void unknown(Stage stage, Sdk sdk) {
        stage.answering(Answers.text("no"));
        refused(sdk, stage.door(), TASK.to("gpt-0"), 404, "there is no such model here");
        assertThat(stage.requests()).isEmpty();
    }

    static void tooLarge(Stage stage, Sdk sdk) {
        stage.answering(Answers.text("no"));
        refused(sdk, stage.door(), Task.asking("Why? ".repeat(40_000)), 413, "");
        assertThat(stage.requests()).isEmpty();
    }

    static void busy(Stage stage, Sdk sdk) {
        stage.answering(Answers::busy);
        refused(sdk, stage.door(), TASK, 429, "a provider's rate limit is reached");
        assertThat(stage.requests()).hasSize(2);
    }

    static void retry(Stage stage, Sdk sdk) {
        stage.answering(Answers.busyOnce("It is Paris."));

        assertThat(sdk.ask(stage.door(Keys.GOOD, 2), TASK).text()).isEqualTo("It is Paris.");
        assertThat(stage.requests()).hasSize(2);
    }

    static void retryAfter(Stage stage, Sdk sdk) {
        retry(stage, sdk);

        List<FakeRequest> requests = stage.requests();
        assertThat(Duration.between(requests.get(0).at(), requests.get(1).at())).isGreaterThan(ALMOST_TWO_SECONDS);
    }

    static void poor(Stage stage, Sdk sdk) {
        stage.answering(Answers.text("no"));
        int status = sdk.dialect() == Dialect.OPENAI ? 429 : 402;
        refused(sdk, stage.door(Keys.POOR, 0), TASK, status, "budget 'nothing' has too little left");
        assertThat(stage.requests()).isEmpty();
    }

    static void broken(Stage stage, Sdk sdk) {
        stage.answering(Answers::broken);
        refused(sdk, stage.door(), TASK, 502, "no model gave an answer");
        assertThat(stage.requests()).hasSize(2);
    }

    static void brokenStream(Stage stage, Sdk sdk) {
        stage.answering(Answers::failing);

        SdkFailure failure = catchThrowableOfType(SdkFailure.class, () -> sdk.stream(stage.door(), TASK));

        assertThat(failure).isNotNull();
        assertThat(failure.status()).as("its head was sent before").isNotEqualTo(502);
        assertThat(stage.requests()).hasSize(1);
    }

    static void brokenStreamInWords(Stage stage, Sdk sdk) {
        stage.answering(Answers::failing);

        assertThatThrownBy(() -> sdk.stream(stage.door(), TASK))
                .isInstanceOf(SdkFailure.class)
                .hasMessageContaining("no model gave an answer");
    }

    private static void refused(Sdk sdk, Door door, Task task, int status, String words) {
        SdkFailure whole = catchThrowableOfType(SdkFailure.class, () -> sdk.ask(door, task));
        SdkFailure streamed = catchThrowableOfType(SdkFailure.class, () -> sdk.stream(door, task));
        for (SdkFailure failure : java.util.Arrays.asList(whole, streamed)) {
            assertThat(failure).isNotNull().hasMessageContaining(words);
            assertThat(failure.status()).isEqualTo(status);
        }
    }
}
