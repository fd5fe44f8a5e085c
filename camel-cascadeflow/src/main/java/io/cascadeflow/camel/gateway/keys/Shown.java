package io.cascadeflow.camel.gateway.keys;

import org.jspecify.annotations.Nullable;

/**
 * What a client shows of itself. A header that is there several times is handed in as one, joined by commas: no key has one, so
 * that nobody can hide a second key behind a first.
 *
 * @param authorization the header {@code Authorization}; absent when it is not there
 * @param apiKey the header {@code x-api-key}; absent when it is not there
 * @param remoteAddress where the client connects from; absent when it is not known, and those that are not known count as one
 */
public record Shown(
        @Nullable String authorization,
        @Nullable String apiKey,
        @Nullable String remoteAddress) {

    /** Without the headers. */
    @Override
    public String toString() {
        return "Shown[remoteAddress=%s]".formatted(remoteAddress);
    }
}
