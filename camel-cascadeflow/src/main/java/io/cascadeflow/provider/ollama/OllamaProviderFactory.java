package io.cascadeflow.provider.ollama;

import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.HttpChatProvider;
import io.cascadeflow.provider.HttpEmbeddingProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.util.Optional;
import java.util.Set;

/** Makes the provider {@code ollama}. */
public final class OllamaProviderFactory implements ChatProviderFactory {

    @Override
    public Set<String> providers() {
        return Set.of("ollama");
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        settings.hosting().onlyFor(settings.provider(), Set.of());
        return new HttpChatProvider(settings.provider(), OllamaProtocol.of(settings, context.clock()), context);
    }

    @Override
    public Optional<EmbeddingProvider> embeddings(ProviderSettings settings, ProviderContext context) {
        settings.hosting().onlyFor(settings.provider(), Set.of());
        return Optional.of(new HttpEmbeddingProvider(
                settings.provider(), new OllamaEmbeddings(settings, context.clock()), context));
    }
}
