package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** All the places in a JSON value where another could stand. */
record Places(List<Consumer<JsonNode>> places) {

    static Places of(ObjectNode json) {
        Places all = new Places(new ArrayList<>());
        all.add(json);
        return all;
    }

    private void add(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.fieldNames().forEachRemaining(name -> places.add(value -> object.set(name, value)));
        } else if (json instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(value -> array.set(index, value));
            }
        }
        json.forEach(this::add);
    }

    void exchange(int place, JsonNode value) {
        places.get(Math.floorMod(place, places.size())).accept(value);
    }
}
