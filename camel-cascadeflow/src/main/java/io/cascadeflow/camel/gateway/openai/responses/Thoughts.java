package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.provider.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Thoughts as a client keeps and returns them. As nothing is kept here, {@code encrypted_content} holds them with the seals of
 * their provider, which some want back within a tool loop. It hides nothing: what may not be read is sealed by the provider.
 */
final class Thoughts {

    private static final String PREFIX = "cf1.";

    private Thoughts() {}

    /** Absent for no thoughts at all. */
    static Optional<String> sealed(List<Reasoning> thoughts) {
        if (thoughts.isEmpty()) {
            return Optional.empty();
        }
        ArrayNode all = WireJson.array();
        for (Reasoning thought : thoughts) {
            ObjectNode one = all.addObject().put("text", thought.text());
            if (thought.signature() != null) {
                one.put("signature", thought.signature());
            }
            if (thought.redacted()) {
                one.put("redacted", true);
            }
        }
        ObjectNode seal = WireJson.object();
        seal.set("thoughts", all);
        return Optional.of(PREFIX + Base64.getUrlEncoder().encodeToString(WireJson.bytes(seal)));
    }

    /** The thoughts of an item: those of its seal if it has one, else what can be read. */
    static List<Reasoning> read(JsonFields item) {
        item.only(Set.of("type", "id", "summary", "content", "encrypted_content", "status"));
        String seal = item.text("encrypted_content");
        if (seal != null) {
            return unsealed(item, seal);
        }
        List<Reasoning> thoughts = texts(item, "content", "reasoning_text");
        return thoughts.isEmpty() ? texts(item, "summary", "summary_text") : thoughts;
    }

    private static List<Reasoning> texts(JsonFields item, String field, String type) {
        List<Reasoning> thoughts = new ArrayList<>();
        for (JsonFields part : item.objects(field)) {
            part.only(Set.of("type", "text"));
            if (!part.requiredText("type").equals(type)) {
                throw part.unknown("type", type);
            }
            thoughts.add(new Reasoning(part.requiredText("text"), null, false));
        }
        return thoughts;
    }

    private static List<Reasoning> unsealed(JsonFields item, String seal) {
        try {
            byte[] json =
                    Base64.getUrlDecoder().decode(seal.startsWith(PREFIX) ? seal.substring(PREFIX.length()) : "!");
            ObjectNode opened = WireJson.objectIn(new String(json, StandardCharsets.UTF_8))
                    .orElseThrow(IllegalArgumentException::new);
            return new JsonFields(opened, "")
                    .objects("thoughts").stream().map(Thoughts::thought).toList();
        } catch (IllegalArgumentException notOurs) {
            throw item.wrong("encrypted_content", "was not made here; leave the reasoning item out");
        }
    }

    private static Reasoning thought(JsonFields one) {
        JsonNode text = one.get("text");
        return new Reasoning(text.asText(), one.text("signature"), Boolean.TRUE.equals(one.flag("redacted")));
    }
}
