package io.cascadeflow.camel.gateway.openai.responses;

import io.cascadeflow.camel.JsonFields;
import java.util.Set;

/** Whether a client wants its answer piece by piece. */
final class Streaming {

    private Streaming() {}

    static boolean asked(JsonFields fields) {
        boolean streamed = Boolean.TRUE.equals(fields.flag("stream"));
        JsonFields options = fields.object("stream_options");
        if (options == null) {
            return streamed;
        }
        if (!streamed) {
            throw fields.wrong("stream_options", "is for streams: set stream to true, or leave it out");
        }
        options.only(Set.of("include_obfuscation"));
        if (Boolean.TRUE.equals(options.flag("include_obfuscation"))) {
            throw options.wrong("include_obfuscation", "is true, and events are not padded here; set it to false");
        }
        return true;
    }
}
