package io.cascadeflow.camel.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.internal.JsonSchemaElementUtils;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The library's questions as ours. */
final class Questions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{}}";

    private Questions() {}

    /** @throws UnsupportedFeatureException when something in it has no form here */
    static ChatRequest of(dev.langchain4j.model.chat.request.ChatRequest asked) {
        List<String> stop = asked.stopSequences();
        Sampling sampling = new Sampling(
                asked.temperature(),
                asked.topP(),
                asked.topK(),
                null,
                asked.presencePenalty(),
                asked.frequencyPenalty(),
                stop == null ? List.of() : stop);
        return ChatRequest.of(asked.messages().stream().map(Questions::message).toList())
                .withSampling(sampling)
                .withTools(tools(asked))
                .withOutput(Output.DEFAULT
                        .withMaxTokens(asked.maxOutputTokens())
                        .withFormat(format(asked.responseFormat())));
    }

    private static ChatMessage message(dev.langchain4j.data.message.ChatMessage message) {
        if (message instanceof SystemMessage system) {
            return ChatMessage.system(system.text());
        }
        if (message instanceof UserMessage user) {
            return new ChatMessage(
                    Role.USER, user.contents().stream().map(Questions::part).toList(), List.of(), null);
        }
        if (message instanceof AiMessage answer) {
            return answer(answer);
        }
        if (message instanceof ToolExecutionResultMessage result) {
            return new ChatMessage(
                    Role.TOOL,
                    List.of(new ContentPart.Text(result.text())),
                    List.of(),
                    result.id() == null ? result.toolName() : result.id(),
                    Boolean.TRUE.equals(result.isError()),
                    null);
        }
        throw unsupported("a message of type " + message.type());
    }

    private static ContentPart part(Content content) {
        if (content instanceof TextContent text) {
            return new ContentPart.Text(text.text());
        }
        if (content instanceof ImageContent picture) {
            Image image = picture.image();
            if (image.base64Data() != null) {
                return new ContentPart.ImageData(
                        image.mimeType() == null ? "image/png" : image.mimeType(), image.base64Data());
            }
            return new ContentPart.ImageUrl(image.url().toString(), detail(picture.detailLevel()));
        }
        throw unsupported("content of type " + content.type());
    }

    private static @Nullable String detail(ImageContent.@Nullable DetailLevel level) {
        if (level != ImageContent.DetailLevel.LOW && level != ImageContent.DetailLevel.HIGH) {
            return null;
        }
        return level.name().toLowerCase(Locale.ROOT);
    }

    private static ChatMessage answer(AiMessage answer) {
        List<ContentPart> content = new ArrayList<>();
        if (answer.text() != null && !answer.text().isEmpty()) {
            content.add(new ContentPart.Text(answer.text()));
        }
        return new ChatMessage(
                Role.ASSISTANT,
                content,
                answer.toolExecutionRequests().stream().map(Questions::call).toList(),
                null);
    }

    private static ToolCall call(ToolExecutionRequest call) {
        return new ToolCall(call.id() == null ? call.name() : call.id(), call.name(), call.arguments());
    }

    private static Tools tools(dev.langchain4j.model.chat.request.ChatRequest asked) {
        List<ToolSpecification> offered = asked.toolSpecifications();
        if (offered == null || offered.isEmpty()) {
            return Tools.NONE;
        }
        return new Tools(offered.stream().map(Questions::tool).toList(), choice(asked.toolChoice()), null);
    }

    private static ToolChoice choice(dev.langchain4j.model.chat.request.@Nullable ToolChoice choice) {
        if (choice == null) {
            return ToolChoice.AUTO;
        }
        return switch (choice) {
            case AUTO -> ToolChoice.AUTO;
            case REQUIRED -> ToolChoice.REQUIRED;
            case NONE -> ToolChoice.NONE;
        };
    }

    static ToolSpec tool(ToolSpecification tool) {
        return new ToolSpec(
                tool.name(),
                tool.description() == null ? "" : tool.description(),
                tool.parameters() == null ? NO_ARGUMENTS : json(tool.parameters()),
                null);
    }

    private static ResponseFormat format(dev.langchain4j.model.chat.request.@Nullable ResponseFormat format) {
        if (format == null || format.type() == ResponseFormatType.TEXT) {
            return ResponseFormat.TEXT;
        }
        JsonSchema schema = format.jsonSchema();
        return schema == null
                ? ResponseFormat.JSON
                : new ResponseFormat.Schema(
                        schema.name() == null ? "answer" : schema.name(), json(schema.rootElement()), false);
    }

    private static String json(JsonSchemaElement schema) {
        try {
            return JSON.writeValueAsString(JsonSchemaElementUtils.toMap(schema));
        } catch (JsonProcessingException impossible) {
            throw new IllegalArgumentException("a schema cannot be written", impossible);
        }
    }

    private static UnsupportedFeatureException unsupported(String what) {
        return new UnsupportedFeatureException("%s has no form here; leave it out".formatted(what));
    }
}
