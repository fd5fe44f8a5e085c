package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.camel.gateway.Api;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.Refusal;
import io.cascadeflow.camel.gateway.openai.OpenAiError;
import io.cascadeflow.model.ChatRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** {@code POST /v1/responses}. Nothing is kept between two requests: each brings its whole conversation. */
public final class ResponsesApi implements Api {

    /** What is for the provider alone, and does not change what an answer may cost. */
    private static final Set<String> PASSED_ON =
            Set.of("prompt_cache_key", "prompt_cache_retention", "safety_identifier");

    private static final Set<String> UNDERSTOOD = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "include",
            "metadata",
            "user",
            "service_tier",
            "store",
            "background",
            "truncation",
            "stream",
            "stream_options");

    private static final Set<String> KNOWN = known();

    private final Clock clock;
    private final Supplier<UUID> ids;

    public ResponsesApi(Clock clock) {
        this(clock, UUID::randomUUID);
    }

    /** @param ids of answers, each another */
    ResponsesApi(Clock clock, Supplier<UUID> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    private static Set<String> known() {
        Set<String> known = new HashSet<>(UNDERSTOOD);
        known.addAll(PASSED_ON);
        return known;
    }

    @Override
    public Asked read(ObjectNode body) {
        JsonFields fields = new JsonFields(body, "");
        NotKept.refuse(fields);
        fields.only(KNOWN);
        String model = fields.requiredText("model");
        boolean streamed = Streaming.asked(fields);
        Form form = Form.of(fields);
        ResponseHead head = new ResponseHead(ids.get(), clock.instant(), model, form);
        return new AskedResponse(model, request(fields, form), streamed, head);
    }

    private static ChatRequest request(JsonFields fields, Form form) {
        ChatRequest request = new ChatRequest(
                InputItems.read(fields),
                ToolsReader.read(fields),
                OutputReader.sampling(fields),
                OutputReader.read(fields, form.withLogprobs()),
                fields.text("user"),
                extras(fields));
        String instructions = fields.text("instructions");
        return instructions == null ? request : request.withSystemMessage(instructions);
    }

    private static Map<String, Object> extras(JsonFields fields) {
        Map<String, Object> extras = new HashMap<>();
        PASSED_ON.forEach(name -> passOn(fields, name, extras));
        JsonFields text = fields.object("text");
        if (text != null) {
            passOn(text, "verbosity", extras);
        }
        return extras;
    }

    private static void passOn(JsonFields fields, String name, Map<String, Object> extras) {
        String value = fields.text(name);
        if (value != null) {
            extras.put(name, value);
        }
    }

    @Override
    public Refusal refusal(Fault fault, String requestId) {
        return OpenAiError.refusal(fault);
    }
}
