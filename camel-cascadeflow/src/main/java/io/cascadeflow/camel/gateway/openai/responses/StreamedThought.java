package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ContentPart.Reasoning;
import java.util.List;

/** What a model shows of its thoughts, as it comes: a summary where the client asked for one, else a part of the item's content. */
final class StreamedThought implements StreamedItem {

    private final Place place;
    private final Form form;
    private final StringBuilder text = new StringBuilder();

    StreamedThought(Place place, Form form) {
        this.place = place;
        this.form = form;
    }

    @Override
    public void open() {
        place.added(ItemJson.reasoning(place.id(), form, List.of()));
        part("added", "");
    }

    void text(String piece) {
        text.append(piece);
        place.log().add(kind() + ".delta", event().put("delta", piece));
    }

    @Override
    public ObjectNode json() {
        return ItemJson.reasoning(place.id(), form, List.of(new Reasoning(text.toString(), null, false)));
    }

    @Override
    public void close(String status) {
        place.log().add(kind() + ".done", event().put("text", text.toString()));
        part("done", text.toString());
        place.done(json());
    }

    private void part(String what, String text) {
        ObjectNode event = event();
        event.set("part", ItemJson.thought(form, text));
        place.log()
                .add((form.asSummary() ? "response.reasoning_summary_part." : "response.content_part.") + what, event);
    }

    private String kind() {
        return form.asSummary() ? "response.reasoning_summary_text" : "response.reasoning_text";
    }

    private ObjectNode event() {
        return place.event(form.asSummary() ? "summary_index" : "content_index", 0);
    }
}
