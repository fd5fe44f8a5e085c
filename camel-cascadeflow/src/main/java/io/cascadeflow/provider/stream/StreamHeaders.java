package io.cascadeflow.provider.stream;

import java.util.Map;
import java.util.TreeMap;

/** The headers of a request for a stream. */
public final class StreamHeaders {

    private static final String ACCEPT = "accept";
    private static final String JSON = "application/json";

    private StreamHeaders() {}

    /** The headers of a call for a reply in one piece, taking {@code type} as well, unless the operator chose otherwise. */
    public static Map<String, String> accepting(String type, Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        all.computeIfPresent(ACCEPT, (name, accepted) -> accepted.equals(JSON) ? type + ", " + JSON : accepted);
        return all;
    }
}
