package io.cascadeflow.provider;

import io.cascadeflow.model.EmbeddingReply;

/** How one provider spells calls for vectors and their replies: pure functions between records and bytes. */
public interface EmbeddingProtocol {

    /** The HTTP request for {@code call}. Its timeout is filled in by the caller. */
    HttpCall encode(EmbeddingCall call);

    /**
     * Reads a reply of any status.
     *
     * @throws ProviderException when the reply is an error or unreadable, or its vectors are not as long as was asked
     */
    EmbeddingReply decode(EmbeddingCall call, HttpReply reply);
}
