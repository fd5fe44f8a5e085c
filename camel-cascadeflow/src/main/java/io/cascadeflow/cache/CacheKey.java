package io.cascadeflow.cache;

import io.cascadeflow.model.ChatRequest;

/**
 * What an answer is kept under: a digest of the whole question, the tenant, the models that may be asked, and the rules. Two
 * questions have the same one only when all of that is the same; in which order parameters were written does not matter.
 *
 * @param digest the SHA-256, in hexadecimal
 */
public record CacheKey(String digest) {

    /** Changes when what is digested, or what is kept, changes its form. */
    private static final String FORM = "cascadeflow-cache-1";

    /** Of a question as a caller asks it; who the end user is does not matter, the tenant does. */
    public static CacheKey of(CacheScope scope, ChatRequest request) {
        return new CacheKey(new RecordDigest()
                .add(FORM)
                .add(scope)
                .add(request.withUser(null))
                .hex());
    }
}
