package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.HttpCall;
import java.util.concurrent.CompletionStage;

/** Says on a request who sends it. Thread-safe; never blocks the caller. */
@FunctionalInterface
interface Signer {

    /**
     * The same request, signed now.
     *
     * @return fails with a {@link io.cascadeflow.provider.ProviderException} of kind {@code AUTH} when there is nobody to sign for
     */
    CompletionStage<HttpCall> sign(HttpCall call);
}
