package io.cascadeflow.examples.gateway.conformance;

import com.anthropic.core.JsonValue;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlockParam;
import com.anthropic.models.messages.UrlImageSource;
import java.util.List;
import java.util.Map;

/** Tasks in the words of Anthropic's client for Java. */
final class AnthropicJavaWords {

    private AnthropicJavaWords() {}

    static MessageCreateParams params(Task task) {
        MessageCreateParams.Builder params =
                MessageCreateParams.builder().model(task.model()).maxTokens(400);
        if (task.system() != null) {
            params.system(task.system());
        }
        task.turns().forEach(turn -> add(params, turn));
        task.tools().forEach(tool -> params.addTool(tool(tool)));
        if (task.schema() != null) {
            JsonOutputFormat.Schema schema = JsonOutputFormat.Schema.builder()
                    .additionalProperties(properties(task.schema()))
                    .build();
            params.outputConfig(OutputConfig.builder()
                    .format(JsonOutputFormat.builder().schema(schema).build())
                    .build());
        }
        return params.build();
    }

    private static Map<String, JsonValue> properties(String json) {
        return Json.properties(json, JsonValue::from);
    }

    private static Tool tool(Task.Tool tool) {
        return Tool.builder()
                .name(tool.name())
                .description(tool.description())
                .inputSchema(Tool.InputSchema.builder()
                        .properties(JsonValue.from(Json.map(tool.schema()).get("properties")))
                        .addRequired(tool.parameter())
                        .build())
                .build();
    }

    private static void add(MessageCreateParams.Builder params, Turn turn) {
        if (turn instanceof Turn.User user) {
            add(params, user);
        } else if (turn instanceof Turn.Assistant assistant) {
            params.addAssistantMessage(assistant.text());
        } else if (turn instanceof Turn.Calls calls) {
            params.addAssistantMessageOfContentBlockParams(
                    calls.calls().stream().map(AnthropicJavaWords::call).toList());
        } else if (turn instanceof Turn.Results results) {
            params.addUserMessageOfContentBlockParams(
                    results.results().stream().map(AnthropicJavaWords::result).toList());
        }
    }

    private static void add(MessageCreateParams.Builder params, Turn.User user) {
        if (user.image() == null) {
            params.addUserMessage(user.text());
            return;
        }
        params.addUserMessageOfContentBlockParams(List.of(
                ContentBlockParam.ofText(
                        TextBlockParam.builder().text(user.text()).build()),
                ContentBlockParam.ofImage(image(user.image()))));
    }

    private static ImageBlockParam image(Turn.Image image) {
        ImageBlockParam.Builder block = ImageBlockParam.builder();
        if (image.url() != null) {
            return block.source(UrlImageSource.builder().url(image.url()).build())
                    .build();
        }
        return block.source(Base64ImageSource.builder()
                        .data(java.util.Objects.requireNonNull(image.base64()))
                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                        .build())
                .build();
    }

    private static ContentBlockParam call(Said.Call call) {
        return ContentBlockParam.ofToolUse(ToolUseBlockParam.builder()
                .id(call.id())
                .name(call.name())
                .input(ToolUseBlockParam.Input.builder()
                        .additionalProperties(properties(call.arguments()))
                        .build())
                .build());
    }

    private static ContentBlockParam result(Turn.Result result) {
        return ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                .toolUseId(result.id())
                .content(result.text())
                .build());
    }
}
