package io.cascadeflow.provider.openai;

import io.cascadeflow.provider.ChatCall;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys by which a server knows that a request is the repetition of another. */
final class IdempotencyKeys {

    private IdempotencyKeys() {}

    /** {@code headers} with the key, in the header that takes one; as they are where there is none. */
    static Map<String, String> added(
            Map<String, String> headers,
            @Nullable String header,
            ChatCall call,
            Set<String> refused,
            boolean streamed) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        if (header != null) {
            all.put(header, key(call, refused) + (streamed ? "-stream" : ""));
        }
        return all;
    }

    /**
     * A request to another model is another one, and so is a repaired one: neither may be taken for a repetition. Nor is a
     * stream the repetition of a reply in one piece.
     */
    private static String key(ChatCall call, Set<String> refused) {
        String key = call.idempotencyKey() + "-" + call.model();
        return refused.isEmpty() ? key : key + "-" + refused.size();
    }
}
