package io.cascadeflow.guard;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ContentPart.ImageUrl;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.model.ContentPart.Text;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.ResponseFormat.Schema;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes every text of a request: messages, tools' results and arguments, what is said of tools, schemas, and all else that is
 * sent. Not images by value, thoughts that only the provider can read, nor the names of tools.
 */
final class RequestTexts {

    private final JsonTexts.Change change;

    RequestTexts(JsonTexts.Change change) {
        this.change = change;
    }

    ChatRequest of(ChatRequest request) {
        String user = request.user();
        return request.withMessages(
                        request.messages().stream().map(this::message).toList())
                .withTools(tools(request.tools()))
                .withSampling(sampling(request.sampling()))
                .withOutput(request.output().withFormat(format(request.output().format())))
                .withUser(user == null ? null : text(user))
                .withExtras(extras(request.extras()));
    }

    private String text(String text) {
        return change.of("", text);
    }

    private String json(String json) {
        return JsonTexts.changed(json, change);
    }

    private ChatMessage message(ChatMessage message) {
        boolean tool = message.role() == Role.TOOL;
        return new ChatMessage(
                message.role(),
                message.content().stream().map(part -> part(part, tool)).toList(),
                message.toolCalls().stream()
                        .map(call -> new ToolCall(call.id(), call.name(), json(call.arguments()), call.cache()))
                        .toList(),
                message.toolCallId(),
                message.failed(),
                message.cache());
    }

    private ContentPart part(ContentPart part, boolean tool) {
        if (part instanceof Text text) {
            boolean json = tool && JsonTexts.looksLikeJson(text.text());
            return text.withText(json ? json(text.text()) : text(text.text()));
        }
        if (part instanceof Reasoning thought && !thought.redacted()) {
            return new Reasoning(text(thought.text()), thought.signature(), false);
        }
        if (part instanceof ImageUrl image && !image.url().startsWith("data:")) {
            return new ImageUrl(text(image.url()), image.detail(), image.cache());
        }
        return part;
    }

    private Tools tools(Tools tools) {
        List<ToolSpec> specs = tools.specs().stream()
                .map(tool -> new ToolSpec(
                        tool.name(), text(tool.description()), json(tool.parameters()), tool.strict(), tool.cache()))
                .toList();
        return new Tools(specs, tools.choice(), tools.parallel());
    }

    private Sampling sampling(Sampling sampling) {
        return new Sampling(
                sampling.temperature(),
                sampling.topP(),
                sampling.topK(),
                sampling.seed(),
                sampling.presencePenalty(),
                sampling.frequencyPenalty(),
                sampling.stop().stream().map(this::text).toList());
    }

    private ResponseFormat format(ResponseFormat format) {
        return format instanceof Schema schema
                ? new Schema(schema.name(), json(schema.schema()), schema.strict())
                : format;
    }

    private Map<String, Object> extras(Map<String, Object> extras) {
        Map<String, Object> changed = new LinkedHashMap<>();
        extras.forEach((name, value) -> changed.put(name, Objects.requireNonNull(value(name, value))));
        return changed;
    }

    private @Nullable Object value(String label, @Nullable Object value) {
        if (value instanceof String text) {
            return change.of(label, text);
        }
        if (value instanceof Number number) {
            String digits = number.toString();
            String with = change.of(label, digits);
            return with.equals(digits) ? number : with;
        }
        if (value instanceof List<?> several) {
            return several.stream().map(each -> value(label, each)).toList();
        }
        if (value instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> changed = new LinkedHashMap<>();
            object.forEach((name, each) -> {
                String key = String.valueOf(name);
                changed.put(change.of("", key), value(key, each));
            });
            return changed;
        }
        return value;
    }
}
