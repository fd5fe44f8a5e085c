package io.cascadeflow.comparison;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.WireQuestions;
import java.util.List;

/** What both are asked to send. */
enum Question {
    /** A system message, a conversation, and every word on how tokens are drawn that all protocols have. */
    SAMPLED(ChatRequest.of(List.of(
                    ChatMessage.system("Answer in one word."),
                    ChatMessage.user("What is the capital of France?"),
                    ChatMessage.assistant("Paris"),
                    ChatMessage.user("And of Zürich's country? 🏔")))
            .withSampling(new Sampling(0.25, 0.5, null, null, null, null, List.of()))
            .withOutput(Output.DEFAULT.withMaxTokens(100))),

    /** The words that only some protocols have; each client says those that its own has. */
    DRAWN(ChatRequest.of("Say something.")
            .withSampling(new Sampling(null, null, 40, 7L, 0.5, 0.25, List.of("END", "STOP")))
            .withOutput(Output.DEFAULT.withMaxTokens(100))),

    IMAGE(ChatRequest.of(List.of(new ChatMessage(
                    Role.USER,
                    List.of(
                            new ContentPart.Text("Where was this taken?"),
                            new ContentPart.ImageData("image/png", WireQuestions.PIXEL)),
                    List.of(),
                    null)))
            .withOutput(Output.DEFAULT.withMaxTokens(100))),

    /** Two calls at once and their results, with the tools on offer. */
    TOOL_LOOP(ChatRequest.of(List.of(
                    ChatMessage.user("What is the weather in Zürich and Bern?"),
                    new ChatMessage(
                            Role.ASSISTANT,
                            List.of(new ContentPart.Text("I look it up.")),
                            List.of(
                                    new ToolCall("call_1", "get_weather", "{\"city\":\"Zürich\"}"),
                                    new ToolCall("call_2", "get_weather", "{\"city\":\"Bern\"}")),
                            null),
                    ChatMessage.toolResult("call_1", "rain, 8 °C"),
                    ChatMessage.toolResult("call_2", "{\"sky\":\"clear\"}")))
            .withTools(Tools.of(WireQuestions.GET_WEATHER))
            .withOutput(Output.DEFAULT.withMaxTokens(100))),

    /** This tool and no other, held to its schema, one call at a time. */
    FORCED_TOOL(ChatRequest.of("What is the weather in Zürich?")
            .withTools(new Tools(
                    List.of(new ToolSpec(
                            "get_weather", "The weather of a city", WireQuestions.GET_WEATHER.parameters(), true)),
                    new ToolChoice.Named("get_weather"),
                    false))
            .withOutput(Output.DEFAULT.withMaxTokens(100))),

    ANY_TOOL(ChatRequest.of("What is the weather in Zürich?")
            .withTools(new Tools(List.of(WireQuestions.GET_WEATHER), ToolChoice.REQUIRED, null))
            .withOutput(Output.DEFAULT.withMaxTokens(100))),

    SCHEMA(ChatRequest.of("What is the capital of France?")
            .withOutput(Output.DEFAULT
                    .withMaxTokens(100)
                    .withFormat(new ResponseFormat.Schema(
                            "capital",
                            "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],"
                                    + "\"additionalProperties\":false}",
                            true)))),

    LOGPROBS(ChatRequest.of("What is the capital of France?")
            .withOutput(Output.DEFAULT.withMaxTokens(100).withLogprobs(3))),

    USER(ChatRequest.of("What is the capital of France?")
            .withUser("user-7")
            .withOutput(Output.DEFAULT.withMaxTokens(100)));

    private final ChatRequest request;

    Question(ChatRequest request) {
        this.request = request;
    }

    ChatRequest request() {
        return request;
    }
}
