package io.cascadeflow.camel;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a request in the form of OpenAI's Chat Completions, as JSON or as the maps and lists of one. Every field is either
 * understood, passed on as it is, or refused by name; {@code model} is left to the endpoint.
 */
public final class OpenAiShape {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The fields that are understood; further ones are passed on. */
    public static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "temperature",
            "top_p",
            "top_k",
            "seed",
            "presence_penalty",
            "frequency_penalty",
            "stop",
            "max_tokens",
            "max_completion_tokens",
            "response_format",
            "reasoning_effort",
            "logprobs",
            "top_logprobs",
            "user",
            "stream",
            "n");

    private OpenAiShape() {}

    /** The JSON in {@code json}, or an error that names the place and not the text. */
    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the body is not valid JSON at line %d, column %d; send an OpenAI-shaped request, or set inputType=text"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        }
    }

    /** A request, as {@link #parse}d JSON or as a Map. */
    public static ChatRequest read(Object mapOrJson) {
        JsonNode json = mapOrJson instanceof JsonNode node ? node : tree(mapOrJson);
        if (!json.path("messages").isArray() || json.path("messages").isEmpty()) {
            throw new FieldException(
                    "messages", "the body has no messages: an OpenAI-shaped request needs a non-empty list 'messages'");
        }
        JsonFields body = new JsonFields(json, "");
        refuseWhatHasNoAnswer(body);
        return new ChatRequest(
                body.objects("messages").stream().map(OpenAiMessages::read).toList(),
                tools(body),
                sampling(body),
                output(body),
                body.text("user"),
                extras(json));
    }

    /** One message, as a Map. */
    static ChatMessage message(Map<?, ?> message, String place) {
        return OpenAiMessages.read(new JsonFields(tree(message), place));
    }

    /**
     * An image by value where {@code url} is a data URL, else by address.
     *
     * @param detail absent leaves it to the provider
     */
    public static ContentPart image(String url, @Nullable String detail) {
        return OpenAiMessages.image(url, detail);
    }

    private static JsonNode tree(Object map) {
        try {
            return JSON.valueToTree(map);
        } catch (IllegalArgumentException e) {
            // without the cause: it may quote what is in the map
            throw new IllegalArgumentException(
                    "the Map in the body has no form in JSON; use texts, numbers, booleans, lists and maps only");
        }
    }

    private static void refuseWhatHasNoAnswer(JsonFields body) {
        if (Boolean.TRUE.equals(body.flag("stream"))) {
            throw new FieldException(
                    "stream",
                    "the body asks for stream=true; leave it out, and write streaming=true where the endpoint or the cascade is defined");
        }
        Integer answers = body.count("n", 1, Integer.MAX_VALUE);
        if (answers != null && answers != 1) {
            throw new FieldException(
                    "n", "the body asks for n=%d answers; ask once for each answer".formatted(answers));
        }
        body.text("model");
    }

    private static Tools tools(JsonFields body) {
        List<ToolSpec> specs =
                body.objects("tools").stream().map(OpenAiShape::tool).toList();
        return new Tools(specs, choice(body), body.flag("parallel_tool_calls"));
    }

    private static ToolSpec tool(JsonFields tool) {
        tool.only(Set.of("type", "function"));
        OpenAiMessages.onlyFunctions(tool);
        JsonFields function = tool.requiredObject("function");
        function.only(Set.of("name", "description", "parameters", "strict"));
        JsonFields parameters = function.object("parameters");
        String description = function.text("description");
        return new ToolSpec(
                function.requiredText("name"),
                description == null ? "" : description,
                parameters == null ? "{}" : parameters.object().toString(),
                function.flag("strict"));
    }

    private static ToolChoice choice(JsonFields body) {
        JsonNode choice = body.get("tool_choice");
        if (choice.isObject()) {
            JsonFields one = body.requiredObject("tool_choice");
            one.only(Set.of("type", "function"));
            OpenAiMessages.onlyFunctions(one);
            return new ToolChoice.Named(one.requiredObject("function").requiredText("name"));
        }
        String mode = body.text("tool_choice");
        if (mode == null) {
            return ToolChoice.AUTO;
        }
        if (!Set.of("auto", "none", "required").contains(mode)) {
            throw body.unknown("tool_choice", "auto, none, required or a function by name");
        }
        return new ToolChoice.Mode(mode);
    }

    private static Sampling sampling(JsonFields body) {
        return new Sampling(
                body.number("temperature", 0, 2),
                body.number("top_p", 0, 1),
                body.count("top_k", 1, Integer.MAX_VALUE),
                body.whole("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                body.number("presence_penalty", -2, 2),
                body.number("frequency_penalty", -2, 2),
                stops(body));
    }

    private static List<String> stops(JsonFields body) {
        JsonNode stop = body.get("stop");
        if (!stop.isArray()) {
            String one = body.text("stop");
            return one == null ? List.of() : List.of(one);
        }
        List<String> all = new ArrayList<>();
        for (JsonNode one : stop) {
            if (!one.isTextual()) {
                throw body.wrong("stop[" + all.size() + "]", "is not a text; give texts");
            }
            all.add(one.textValue());
        }
        return all;
    }

    private static Output output(JsonFields body) {
        Integer alternatives = body.count("top_logprobs", 0, 20);
        return new Output(
                maxTokens(body),
                format(body.object("response_format")),
                body.text("reasoning_effort"),
                Boolean.TRUE.equals(body.flag("logprobs")),
                alternatives == null ? 0 : alternatives);
    }

    private static @Nullable Integer maxTokens(JsonFields body) {
        Integer limit = body.count("max_completion_tokens", 1, Integer.MAX_VALUE);
        Integer older = body.count("max_tokens", 1, Integer.MAX_VALUE);
        if (limit != null && older != null && !limit.equals(older)) {
            throw body.wrong(
                    "max_tokens", "is %d and max_completion_tokens is %d; keep one of the two".formatted(older, limit));
        }
        return limit != null ? limit : older;
    }

    private static ResponseFormat format(@Nullable JsonFields format) {
        if (format == null) {
            return ResponseFormat.TEXT;
        }
        String type = format.requiredText("type");
        format.only(Set.copyOf(List.of("type", type)));
        return switch (type) {
            case "text" -> ResponseFormat.TEXT;
            case "json_object" -> ResponseFormat.JSON;
            case "json_schema" -> schema(format.requiredObject("json_schema"));
            default -> throw format.unknown("type", "text, json_object or json_schema");
        };
    }

    private static ResponseFormat schema(JsonFields format) {
        format.only(Set.of("name", "schema", "strict"));
        String name = format.text("name");
        return new ResponseFormat.Schema(
                name == null ? "answer" : name,
                format.requiredObject("schema").object().toString(),
                Boolean.TRUE.equals(format.flag("strict")));
    }

    private static Map<String, Object> extras(JsonNode body) {
        Map<String, Object> extras = new HashMap<>();
        body.properties().forEach(field -> {
            if (!UNDERSTOOD.contains(field.getKey()) && !field.getValue().isNull()) {
                extras.put(field.getKey(), JSON.convertValue(field.getValue(), Object.class));
            }
        });
        return extras;
    }
}
