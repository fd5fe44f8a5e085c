package io.cascadeflow.provider.gemini;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.provider.WireJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The signature that Google put on a part of an answer and wants back there. In a message it is a thought of its own, whose
 * seal also says which part it belongs to.
 *
 * @param signature as it came
 * @param call the number of the call that it is on, from 0; absent for the text in front of it
 */
record ThoughtSeal(String signature, @Nullable Integer call) {

    private static final String TYPE = "thoughtSignature";

    /** @param text the thought's own words; empty where the signature is on something else */
    Reasoning part(String text) {
        ObjectNode seal = WireJson.object().put("type", TYPE).put("signature", signature);
        if (call != null) {
            seal.put("call", call);
        }
        return new Reasoning(text, WireJson.text(seal), false);
    }

    /** Empty for the thoughts of other providers. */
    static Optional<ThoughtSeal> of(Reasoning thought) {
        String text = thought.signature() == null ? "" : thought.signature();
        return WireJson.objectIn(text)
                .filter(seal -> seal.path("type").asText("").equals(TYPE))
                .map(seal -> new ThoughtSeal(
                        seal.path("signature").asText(""),
                        seal.path("call").isInt() ? (Integer) seal.path("call").intValue() : null));
    }
}
