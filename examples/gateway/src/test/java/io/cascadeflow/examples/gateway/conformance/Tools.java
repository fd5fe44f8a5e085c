package io.cascadeflow.examples.gateway.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.WireJson;
import java.io.IOException;
import java.util.List;

/** Tools: two calls at once, and what came of them. */
final class Tools {

    private static final Task.Tool WEATHER = new Task.Tool("weather", "The weather of a city", "city");
    private static final List<Said.Call> CALLS = List.of(
            new Said.Call("call_a", "weather", "{\"city\":\"Paris, France\"}"),
            new Said.Call("call_b", "weather", "{\"city\":\"Rome\"}"));
    private static final Task TASK = Task.asking("Where is it warmer?").with(WEATHER);

    private Tools() {}

    static void whole(Stage stage, Sdk sdk) throws IOException {
        stage.answering(Answers.calling(CALLS, "In Rome."));

        Said said = sdk.ask(stage.door(), TASK);

        assertCalls(stage, sdk, said);
        assertThat(sdk.ask(stage.door(), answered(said)).text()).isEqualTo("In Rome.");
        assertResults(stage);
    }

    static void streamed(Stage stage, Sdk sdk) throws IOException {
        stage.answering(Answers.calling(CALLS, "In Rome."));

        Said said = sdk.stream(stage.door(), TASK);

        assertCalls(stage, sdk, said);
        assertThat(sdk.stream(stage.door(), answered(said)).text()).isEqualTo("In Rome.");
        assertResults(stage);
    }

    private static void assertCalls(Stage stage, Sdk sdk, Said said) throws IOException {
        assertThat(said.calls())
                .extracting(Said.Call::id, Said.Call::name)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("call_a", "weather"),
                        org.assertj.core.groups.Tuple.tuple("call_b", "weather"));
        for (int at = 0; at < CALLS.size(); at++) {
            assertThat(WireJson.parse(said.calls().get(at).arguments()))
                    .isEqualTo(WireJson.parse(CALLS.get(at).arguments()));
        }
        assertThat(said.finish())
                .isEqualToIgnoringCase(sdk.dialect() == Sdk.Dialect.OPENAI ? "tool_calls" : "tool_use");
        JsonNode offered = stage.onlyAsked().at("/tools/0/function");
        assertThat(offered.path("name").asText()).isEqualTo(WEATHER.name());
        assertThat(offered.path("description").asText()).isEqualTo(WEATHER.description());
        assertThat(offered.at("/parameters/properties/city/type").asText()).isEqualTo("string");
        assertThat(offered.at("/parameters/required/0").asText()).isEqualTo("city");
    }

    private static Task answered(Said said) {
        return TASK.then(
                new Turn.Calls(said.calls()),
                new Turn.Results(List.of(
                        new Turn.Result("call_a", "weather", "21 degrees"),
                        new Turn.Result("call_b", "weather", "28 degrees"))));
    }

    private static void assertResults(Stage stage) throws IOException {
        JsonNode messages = stage.asked().get(1).path("messages");
        assertThat(messages.findValuesAsText("role")).containsExactly("user", "assistant", "tool", "tool");
        JsonNode calls = messages.get(1).path("tool_calls");
        for (int at = 0; at < CALLS.size(); at++) {
            assertThat(calls.get(at).path("id").asText())
                    .isEqualTo(CALLS.get(at).id());
            assertThat(WireJson.parse(calls.get(at).at("/function/arguments").asText()))
                    .isEqualTo(WireJson.parse(CALLS.get(at).arguments()));
        }
        assertResult(messages.get(2), "call_a", "21 degrees");
        assertResult(messages.get(3), "call_b", "28 degrees");
    }

    private static void assertResult(JsonNode message, String id, String text) {
        assertThat(message.path("tool_call_id").asText()).isEqualTo(id);
        assertThat(message.path("content").asText()).isEqualTo(text);
    }
}
