package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a model says, as it comes: a text, a refusal, or a text that turns into one. Not thread-safe. */
final class StreamedMessage implements StreamedItem {

    private final Place place;
    private final List<StreamedPart> parts = new ArrayList<>();
    private @Nullable StreamedPart open;
    private String status = "in_progress";

    StreamedMessage(Place place) {
        this.place = place;
    }

    @Override
    public void open() {
        place.added(json());
    }

    void text(String piece, Logprobs logprobs) {
        part(false).add(piece, logprobs);
    }

    void refusal(String piece) {
        part(true).add(piece, Logprobs.ABSENT);
    }

    private StreamedPart part(boolean refusal) {
        if (open == null || open.isRefusal() != refusal) {
            if (open != null) {
                open.close();
            }
            open = new StreamedPart(place, parts.size(), refusal);
            parts.add(open);
            open.open();
        }
        return open;
    }

    @Override
    public ObjectNode json() {
        ArrayNode content = WireJson.array();
        parts.forEach(part -> content.add(part.json()));
        return ItemJson.message(place.id(), status, content);
    }

    @Override
    public void close(String ended) {
        status = ended;
        if (open != null) {
            open.close();
        }
        place.done(json());
    }
}
