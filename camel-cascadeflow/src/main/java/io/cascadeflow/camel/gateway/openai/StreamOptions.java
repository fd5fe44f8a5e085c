package io.cascadeflow.camel.gateway.openai;

import io.cascadeflow.camel.JsonFields;
import java.util.Set;

/**
 * How a client wants its completion told.
 *
 * @param streamed whether piece by piece
 * @param withUsage whether a stream ends with what it consumed
 */
record StreamOptions(boolean streamed, boolean withUsage) {

    static StreamOptions of(JsonFields fields) {
        boolean streamed = Boolean.TRUE.equals(fields.flag("stream"));
        JsonFields options = fields.object("stream_options");
        if (options == null) {
            return new StreamOptions(streamed, false);
        }
        if (!streamed) {
            throw fields.wrong("stream_options", "is for streams: set stream to true, or leave it out");
        }
        options.only(Set.of("include_usage", "include_obfuscation"));
        if (Boolean.TRUE.equals(options.flag("include_obfuscation"))) {
            throw options.wrong("include_obfuscation", "is true, and chunks are not padded here; set it to false");
        }
        return new StreamOptions(true, Boolean.TRUE.equals(options.flag("include_usage")));
    }
}
