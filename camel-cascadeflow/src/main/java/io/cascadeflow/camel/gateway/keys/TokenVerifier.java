package io.cascadeflow.camel.gateway.keys;

import java.util.concurrent.CompletionStage;

/** Looks at tokens that are not keys of ours. Thread-safe; never makes the caller wait. */
@FunctionalInterface
public interface TokenVerifier {

    /** @return never fails: what cannot be told is {@link Refused.Reason#UNAVAILABLE} */
    CompletionStage<Verdict> verify(String token);
}
