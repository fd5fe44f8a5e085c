package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.openai.CompletionJson;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import java.util.ArrayList;
import java.util.List;

/** One part of a message, as it comes. Not thread-safe. */
final class StreamedPart {

    private final Place place;
    private final int index;
    private final boolean refusal;
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogprob> tokens = new ArrayList<>();

    StreamedPart(Place place, int index, boolean refusal) {
        this.place = place;
        this.index = index;
        this.refusal = refusal;
    }

    boolean isRefusal() {
        return refusal;
    }

    void open() {
        part("response.content_part.added");
    }

    void add(String piece, Logprobs logprobs) {
        text.append(piece);
        tokens.addAll(logprobs.tokens());
        ObjectNode event = event().put("delta", piece);
        if (!refusal) {
            event.set("logprobs", CompletionJson.tokens(logprobs));
        }
        place.log().add(kind() + ".delta", event);
    }

    ObjectNode json() {
        return refusal ? ItemJson.refusal(text.toString()) : ItemJson.text(text.toString(), Logprobs.of(tokens));
    }

    void close() {
        ObjectNode event = event().put(refusal ? "refusal" : "text", text.toString());
        if (!refusal) {
            event.set("logprobs", CompletionJson.tokens(Logprobs.of(tokens)));
        }
        place.log().add(kind() + ".done", event);
        part("response.content_part.done");
    }

    private void part(String type) {
        ObjectNode event = event();
        event.set("part", json());
        place.log().add(type, event);
    }

    private String kind() {
        return refusal ? "response.refusal" : "response.output_text";
    }

    private ObjectNode event() {
        return place.event("content_index", index);
    }
}
