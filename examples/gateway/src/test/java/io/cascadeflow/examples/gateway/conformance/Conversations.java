package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.WireJson;
import java.util.List;
import java.util.stream.IntStream;

/** Questions and answers. */
final class Conversations {

    private static final int CROWD = 100;
    private static final String PARIS = "It is Paris.";
    private static final String SCHEMA = """
            {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    private Conversations() {}

    static void plain(Stage stage, Sdk sdk) {
        stage.answering(Answers.text(PARIS));

        Said said = sdk.ask(stage.door(), Task.asking("What is the capital of France?"));

        assertThat(said.text()).isEqualTo(PARIS);
        assertThat(said.inputTokens()).isEqualTo(21);
        assertThat(said.outputTokens()).isEqualTo(3);
        assertThat(said.finish()).isEqualToIgnoringCase(stop(sdk));
        assertThat(contents(stage)).containsExactly("What is the capital of France?");
    }

    private static String stop(Sdk sdk) {
        return sdk.dialect() == Sdk.Dialect.OPENAI ? "stop" : "end_turn";
    }

    static void turns(Stage stage, Sdk sdk) {
        stage.answering(Answers.text("It is Rome."));

        Said said = sdk.ask(
                stage.door(),
                Task.asking("What is the capital of France?")
                        .then(new Turn.Assistant(PARIS), new Turn.User("And of Italy?", null)));

        assertThat(said.text()).isEqualTo("It is Rome.");
        assertThat(roles(stage)).containsExactly("user", "assistant", "user");
        assertThat(contents(stage)).containsExactly("What is the capital of France?", PARIS, "And of Italy?");
    }

    static void system(Stage stage, Sdk sdk) {
        stage.answering(Answers.text(PARIS));

        Said said = sdk.ask(
                stage.door(), Task.asking("What is the capital of France?").with("Answer in one sentence."));

        assertThat(said.text()).isEqualTo(PARIS);
        assertThat(roles(stage)).containsExactly("system", "user");
        assertThat(contents(stage)).containsExactly("Answer in one sentence.", "What is the capital of France?");
    }

    static void streamed(Stage stage, Sdk sdk) {
        stage.answering(Answers.text(PARIS));

        Said said = sdk.stream(stage.door(), Task.asking("What is the capital of France?"));

        assertThat(said.text()).isEqualTo(PARIS);
        assertThat(said.pieces()).hasSizeGreaterThan(2);
        assertThat(said.finish()).isEqualToIgnoringCase(stop(sdk));
        assertThat(stage.onlyAsked().path("stream").asBoolean()).isTrue();
    }

    static void streamedUsage(Stage stage, Sdk sdk) {
        stage.answering(Answers.text(PARIS));

        Said said = sdk.stream(stage.door(), Task.asking("What is the capital of France?"));

        assertThat(said.inputTokens()).isEqualTo(21);
        assertThat(said.outputTokens()).isEqualTo(3);
    }

    static void escalated(Stage stage, Sdk sdk) {
        stage.answering(Answers.byModel(PARIS, "Perhaps Lyon."));

        Said said = sdk.ask(stage.door(), Task.asking("What?").to(Stage.CAREFUL));

        assertThat(said.text()).isEqualTo(PARIS);
        assertThat(stage.asked())
                .extracting(request -> request.path("model").asText())
                .containsExactly("small", "large");
    }

    static void escalatedStream(Stage stage, Sdk sdk) {
        stage.answering(Answers.byModel(PARIS, "Perhaps Lyon."));

        Said said = sdk.stream(stage.door(), Task.asking("What?").to(Stage.CAREFUL));

        assertThat(said.text()).isEqualTo(PARIS);
        assertThat(said.pieces()).hasSizeGreaterThan(1);
    }

    static void logprobs(Stage stage, Sdk sdk) {
        List<Said.Token> tokens =
                List.of(new Said.Token("It ", -0.25), new Said.Token("is ", -0.5), new Said.Token("Paris.", -1.5));
        stage.answering(Answers.sure(tokens));

        assertThat(sdk.ask(stage.door(), Task.asking("What?").withLogprobs()).tokens())
                .isEqualTo(tokens);
    }

    static void schema(Stage stage, Sdk sdk) throws Exception {
        stage.answering(Answers.text("{\"city\":\"Paris\"}"));

        Said said = sdk.ask(
                stage.door(), Task.asking("What is the capital of France?").following(SCHEMA));

        assertThat(WireJson.parse(said.text()).path("city").asText()).isEqualTo("Paris");
        JsonNode format = stage.onlyAsked().path("response_format");
        assertThat(format.path("type").asText()).isEqualTo("json_schema");
        assertThat(format.at("/json_schema/schema/properties/city/type").asText())
                .isEqualTo("string");
        assertThat(format.at("/json_schema/schema/required/0").asText()).isEqualTo("city");
    }

    static void leave(Stage stage, Sdk sdk) throws Exception {
        stage.answering(Answers::stalling);

        sdk.leave(stage.door(), Task.asking("Count."));

        assertThat(stage.isLeft()).isTrue();
    }

    static void crowd(Stage stage, Sdk sdk) {
        stage.answering(Answers.echoing(CROWD));

        List<Said> said = sdk.askAtOnce(
                stage.door(),
                IntStream.range(0, CROWD)
                        .mapToObj(number -> Task.asking("Number " + number))
                        .toList());

        assertThat(said)
                .extracting(Said::text)
                .containsExactlyElementsOf(IntStream.range(0, CROWD)
                        .mapToObj(number -> "You asked: Number " + number)
                        .toList());
    }

    private static List<String> roles(Stage stage) {
        return stage.onlyAsked().path("messages").findValuesAsText("role");
    }

    private static List<String> contents(Stage stage) {
        return stage.onlyAsked().path("messages").findValuesAsText("content");
    }
}
