package io.cascadeflow.provider.tgi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireJson;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * The JSON of a request. The server puts no template around the text: instructions come first, then the prompt, with an empty
 * line between. What has no form here is refused before the call.
 *
 * @param provider for messages
 * @param operatorFields further fields of {@code parameters}, for every request
 */
record TgiRequest(String provider, Map<String, Object> operatorFields) {

    /** Without these the request would be another one, or its reply one that we do not read. */
    private static final Set<String> OURS = Set.of("inputs", "stream", "details", "best_of");

    private static final int MOST_ALTERNATIVES = 5;

    ObjectNode of(ChatCall call, Set<String> refused) {
        ChatRequest request = call.request();
        ObjectNode json = WireJson.object().put("inputs", prompt(call));
        ObjectNode parameters = json.putObject("parameters");
        if (!request.tools().specs().isEmpty()) {
            throw refused(call, "tools have no form in it");
        }
        sampling(request.sampling(), parameters);
        output(call, request.output(), parameters);
        request.extras().forEach((name, value) -> {
            if (!OURS.contains(name) && !parameters.has(name)) {
                parameters.set(name, WireJson.of(value));
            }
        });
        operatorFields.forEach((name, value) -> {
            if (!OURS.contains(name)) {
                parameters.set(name, WireJson.of(value));
            }
        });
        parameters.remove(refused);
        // tells why it stopped, and how many tokens there are
        parameters.put("details", true);
        return json;
    }

    private String prompt(ChatCall call) {
        StringJoiner prompt = new StringJoiner("\n\n");
        int users = 0;
        for (ChatMessage message : call.request().messages()) {
            boolean instructs = message.role() == Role.SYSTEM || message.role() == Role.DEVELOPER;
            users += message.role() == Role.USER ? 1 : 0;
            if (!instructs && message.role() != Role.USER) {
                throw refused(call, "a conversation with answers has no form in it");
            }
            if (instructs && users > 0) {
                throw refused(call, "instructions after the prompt have no form in it");
            }
            if (message.content().stream().anyMatch(part -> !(part instanceof ContentPart.Text))) {
                throw refused(call, "images have no form in it");
            }
            prompt.add(message.text());
        }
        if (users != 1) {
            throw refused(call, "it takes one prompt");
        }
        return prompt.toString();
    }

    /** The server takes neither a temperature of 0, which means to draw nothing, nor a topP of 1, which leaves all tokens. */
    private static void sampling(Sampling sampling, ObjectNode parameters) {
        Double temperature = sampling.temperature();
        boolean draws = temperature != null && temperature > 0;
        if (draws) {
            parameters.put("temperature", temperature);
        }
        if (sampling.topP() != null && sampling.topP() > 0 && sampling.topP() < 1) {
            parameters.put("top_p", sampling.topP());
        }
        if (sampling.topK() != null) {
            parameters.put("top_k", sampling.topK());
        }
        if (temperature != null) {
            parameters.put("do_sample", draws);
        }
        if (sampling.seed() != null) {
            parameters.put("seed", sampling.seed());
        }
        if (sampling.frequencyPenalty() != null) {
            parameters.put("frequency_penalty", sampling.frequencyPenalty());
        }
        if (!sampling.stop().isEmpty()) {
            parameters.set("stop", WireJson.of(sampling.stop()));
        }
    }

    private void output(ChatCall call, Output output, ObjectNode parameters) {
        if (output.maxTokens() != null) {
            parameters.put("max_new_tokens", output.maxTokens());
        }
        if (output.logprobs() && output.topLogprobs() > 0) {
            parameters.put("top_n_tokens", Math.min(MOST_ALTERNATIVES, output.topLogprobs()));
        }
        if (output.format() instanceof ResponseFormat.Schema schema) {
            JsonNode value = WireJson.objectIn(schema.schema())
                    .orElseThrow(
                            () -> refused(call, "the schema is no JSON object, and nothing else has a form in it"));
            parameters.putObject("grammar").put("type", "json").set("value", value);
        } else if (output.format() instanceof ResponseFormat.Json) {
            throw refused(call, "any JSON, without a schema, has no form in it");
        }
    }

    private ProviderException refused(ChatCall call, String problem) {
        return new ProviderException(
                Kind.BAD_REQUEST,
                "%s:%s %s: the option api is tgi, and %s; leave it out, or set api=chat, which this server speaks too"
                        .formatted(provider, call.model(), Kind.BAD_REQUEST, problem));
    }
}
