package io.cascadeflow.camel.gateway;

import org.jspecify.annotations.Nullable;

/**
 * A path and what is behind it.
 *
 * @param method in capitals
 * @param path as in {@code /v1/models}; one that ends with a slash is for everything below it
 * @param summary what it is for, in a few words
 * @param guard who may go there
 * @param api in whose words a client is told what went wrong; absent where that is as the client speaks
 */
record Way(
        String method,
        String path,
        String summary,
        Guard guard,
        @Nullable Api api,
        Door door) {

    /** Who may go there. */
    enum Guard {
        /** Anybody. */
        NONE,
        /** Whoever has a key. */
        KEY,
        /** Whoever has the admin's key. */
        ADMIN
    }

    /** For logs and metrics. */
    String name() {
        return method + " " + path;
    }
}
