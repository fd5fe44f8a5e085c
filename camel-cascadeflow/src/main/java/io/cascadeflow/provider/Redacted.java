package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;

/** What a model is told instead of a request, and how its answer becomes the one to that request. */
public interface Redacted {

    /** What the model is told. */
    ChatRequest request();

    /** The answer to the request, from that to what the model was told. */
    ChatReply restored(ChatReply reply);

    /** Takes the pieces of the answer to what the model was told, and tells those of the answer to the request. */
    ReplySink restoring(ReplySink sink);

    /**
     * That an answer may be given: whoever looks at it takes exception otherwise.
     *
     * @param answer to the request, whole
     * @throws ProviderException when it must not; what it cost is paid all the same
     */
    default void check(ChatReply answer) {}

    /** Everything as it is. */
    static Redacted nothing(ChatRequest request) {
        return new Redacted() {
            @Override
            public ChatRequest request() {
                return request;
            }

            @Override
            public ChatReply restored(ChatReply reply) {
                return reply;
            }

            @Override
            public ReplySink restoring(ReplySink sink) {
                return sink;
            }
        };
    }
}
