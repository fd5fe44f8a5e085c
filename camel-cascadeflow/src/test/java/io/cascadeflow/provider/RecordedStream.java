package io.cascadeflow.provider;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a recorded event stream says, taken out of its JSON by other means than our readers. */
final class RecordedStream {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final Map<Integer, String> names = new TreeMap<>();
    private final Map<Integer, StringBuilder> arguments = new TreeMap<>();
    private String id = "";
    private String model = "";
    private long input;
    private long output;
    private @Nullable String error;

    private RecordedStream() {}

    static RecordedStream of(String body) {
        RecordedStream stream = new RecordedStream();
        body.lines()
                .filter(line -> line.startsWith("data:") && !line.contains("[DONE]"))
                .map(line -> json(line.substring(5)))
                .forEach(stream::add);
        return stream;
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void add(JsonNode json) {
        if (json.has("error")) {
            error = json.at("/error/message").asText();
        }
        if (json.has("choices")) {
            chunk(json);
        } else {
            event(json);
        }
    }

    private void chunk(JsonNode json) {
        id = id.isEmpty() ? json.path("id").asText() : id;
        model = model.isEmpty() ? json.path("model").asText() : model;
        JsonNode usage = json.path("usage").isObject() ? json.path("usage") : json.at("/x_groq/usage");
        input = Math.max(input, usage.path("prompt_tokens").asLong());
        output = Math.max(output, usage.path("completion_tokens").asLong());
        JsonNode delta = json.at("/choices/0/delta");
        text.append(delta.path("content").isTextual() ? delta.path("content").asText() : "");
        for (JsonNode block : delta.path("content")) {
            text.append(block.path("text").asText(""));
            block.path("thinking")
                    .forEach(part -> reasoning.append(part.path("text").asText()));
        }
        reasoning.append(delta.path("reasoning").asText(""));
        reasoning.append(delta.path("reasoning_content").asText(""));
        for (JsonNode call : delta.path("tool_calls")) {
            int index = call.path("index").asInt();
            if (call.at("/function/name").isTextual()) {
                names.put(index, call.at("/function/name").asText());
            }
            arguments
                    .computeIfAbsent(index, i -> new StringBuilder())
                    .append(call.at("/function/arguments").asText(""));
        }
    }

    private void event(JsonNode json) {
        int index = json.path("index").asInt();
        JsonNode delta = json.path("delta");
        switch (json.path("type").asText()) {
            case "message_start" -> {
                id = json.at("/message/id").asText();
                model = json.at("/message/model").asText();
            }
            case "content_block_start" -> {
                text.append(json.at("/content_block/text").asText(""));
                if (json.at("/content_block/type").asText().equals("tool_use")) {
                    names.put(index, json.at("/content_block/name").asText());
                    arguments.put(index, new StringBuilder());
                }
            }
            case "content_block_delta" -> {
                text.append(delta.path("text").asText(""));
                reasoning.append(delta.path("thinking").asText(""));
                if (arguments.containsKey(index)) {
                    arguments.get(index).append(delta.path("partial_json").asText(""));
                }
            }
            case "message_delta" -> {
                output = json.at("/usage/output_tokens").asLong();
                input = json.at("/usage/input_tokens").asLong()
                        + json.at("/usage/cache_read_input_tokens").asLong()
                        + json.at("/usage/cache_creation_input_tokens").asLong();
            }
            default -> {}
        }
    }

    String text() {
        return text.toString();
    }

    String reasoning() {
        return reasoning.toString();
    }

    List<String> callNames() {
        return new ArrayList<>(names.values());
    }

    List<String> callArguments() {
        return arguments.values().stream()
                .map(all -> all.isEmpty() ? "{}" : all.toString())
                .toList();
    }

    String id() {
        return id;
    }

    String model() {
        return model;
    }

    long input() {
        return input;
    }

    long output() {
        return output;
    }

    @Nullable
    String error() {
        return error;
    }
}
