package io.cascadeflow.comparison;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** JSON as the maps that the clients take. */
final class Words {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Words() {}

    static Map<String, Object> map(String json) {
        try {
            return JSON.readValue(json, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    static <T> Map<String, T> map(String json, Function<Object, T> as) {
        Map<String, T> map = new LinkedHashMap<>();
        map(json).forEach((name, value) -> map.put(name, as.apply(value)));
        return map;
    }
}
