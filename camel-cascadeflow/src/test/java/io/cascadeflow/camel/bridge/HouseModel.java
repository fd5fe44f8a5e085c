package io.cascadeflow.camel.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeRequest;
import java.time.Duration;

/** A model that asks for the tool it is offered, tells what the tool said, gives JSON where a person is asked for, and has no
 * end where something endless is. */
public final class HouseModel {

    private static final String CALL = """
            {"id": "1", "object": "chat.completion", "model": "gpt-4o", "choices": [{"index": 0, "finish_reason": "tool_calls",
              "message": {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
                "function": {"name": "%s", "arguments": "{\\"%s\\":\\"Zürich\\"}"}}]}}],
              "usage": {"prompt_tokens": 30, "completion_tokens": 7, "total_tokens": 37}}""";

    private HouseModel() {}

    public static FakeAnswer answer(FakeRequest request) {
        JsonNode asked = FakeDialect.json(request);
        JsonNode messages = asked.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path("role").asText().equals("tool")) {
            return saying("The tool says: " + last.path("content").asText().replace("\"", ""), request);
        }
        JsonNode tool = asked.path("tools").path(0).path("function");
        if (tool.isObject()) {
            String parameter =
                    tool.path("parameters").path("properties").fieldNames().next();
            return FakeAnswer.json(200, CALL.formatted(tool.path("name").asText(), parameter));
        }
        String question = messages.toString();
        if (question.contains("endless")) {
            return FakeModel.saying("gpt-4o", "word ".repeat(400))
                    .every(Duration.ofMillis(20))
                    .answer(request);
        }
        if (question.contains("Who is")) {
            return saying("{\"name\":\"Ann\",\"age\":41}", request);
        }
        return saying(question.contains("easy") ? "The answer is four." : "It is forty two, all told.", request);
    }

    private static FakeAnswer saying(String text, FakeRequest request) {
        return FakeModel.saying("gpt-4o", text).answer(request);
    }
}
