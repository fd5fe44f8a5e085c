package io.cascadeflow.provider.recorded;

import static io.cascadeflow.provider.offline.ReplyJson.isAbsent;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How a recording spells what could be cited. */
final class CitableJson {

    private CitableJson() {}

    /** @param passages how many there are */
    static RecordedCitable read(JsonNode citable, int passages) {
        if (isAbsent(citable)) {
            return RecordedCitable.NONE;
        }
        JsonNode demand = citable.path("demand");
        if (!citable.isObject() || !demand.isTextual()) {
            throw new IllegalArgumentException("citable is not an object with a demand and ids");
        }
        List<String> ids = new ArrayList<>();
        for (JsonNode id : citable.path("ids")) {
            if (!id.isTextual()) {
                throw new IllegalArgumentException("citable: ids holds something that is not a text");
            }
            ids.add(id.asText());
        }
        if (!ids.isEmpty() && ids.size() != passages) {
            throw new IllegalArgumentException(
                    "citable has %d ids for %d passages; give one for each, empty where it has none"
                            .formatted(ids.size(), passages));
        }
        return new RecordedCitable(ids, demand.asText());
    }

    static void write(JsonGenerator json, RecordedCitable citable) throws IOException {
        if (citable.equals(RecordedCitable.NONE)) {
            return;
        }
        json.writeObjectFieldStart("citable");
        json.writeStringField("demand", citable.demand());
        if (!citable.ids().isEmpty()) {
            json.writeArrayFieldStart("ids");
            for (String id : citable.ids()) {
                json.writeString(id);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
