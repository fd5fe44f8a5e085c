package io.cascadeflow.examples.gateway.conformance;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn of a conversation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
sealed interface Turn {

    /** @param image absent in most */
    record User(String text, @Nullable Image image) implements Turn {}

    record Assistant(String text) implements Turn {}

    /** The assistant wants tools to be run. */
    record Calls(List<Said.Call> calls) implements Turn {}

    /** What they gave, each with its call's id. */
    record Results(List<Result> results) implements Turn {}

    record Result(String id, String name, String text) {}

    /**
     * A picture.
     *
     * @param url where it is; absent when it is here
     * @param base64 a PNG; absent when it is elsewhere
     */
    record Image(@Nullable String url, @Nullable String base64) {

        /** Its address, or itself in the form of one. */
        String asUrl() {
            return url != null ? url : "data:image/png;base64," + base64;
        }
    }
}
