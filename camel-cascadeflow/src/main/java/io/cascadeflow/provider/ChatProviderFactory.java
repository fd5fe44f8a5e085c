package io.cascadeflow.provider;

import java.util.Optional;
import java.util.Set;

/** Makes the providers of one wire protocol. Found by {@link java.util.ServiceLoader}. */
public interface ChatProviderFactory {

    /** The provider names it serves, lower case. */
    Set<String> providers();

    /**
     * A provider with these settings. Opens no connection.
     *
     * @throws IllegalArgumentException when a needed setting is missing or wrong, naming the option and the way out
     */
    ChatProvider create(ProviderSettings settings, ProviderContext context);

    /**
     * What makes vectors with these settings; empty where there is no such thing. Opens no connection.
     *
     * @throws IllegalArgumentException when a needed setting is missing or wrong, naming the option and the way out
     */
    default Optional<EmbeddingProvider> embeddings(ProviderSettings settings, ProviderContext context) {
        return Optional.empty();
    }
}
