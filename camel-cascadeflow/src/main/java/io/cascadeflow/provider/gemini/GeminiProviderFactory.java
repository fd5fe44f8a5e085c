package io.cascadeflow.provider.gemini;

import io.cascadeflow.provider.BatchedEmbeddings;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.HintedProtocol;
import io.cascadeflow.provider.HttpChatProvider;
import io.cascadeflow.provider.HttpEmbeddingProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireProtocol;
import java.util.Optional;
import java.util.Set;

/** Makes the providers {@code gemini} and {@code vertex}. */
public final class GeminiProviderFactory implements ChatProviderFactory {

    @Override
    public Set<String> providers() {
        return Set.of(GeminiEndpoint.GEMINI, GeminiEndpoint.VERTEX);
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        WireProtocol protocol = GeminiProtocol.of(settings, context.clock());
        return new HttpChatProvider(
                settings.provider(),
                settings.provider().equals(GeminiEndpoint.VERTEX)
                        ? new HintedProtocol(protocol, GeminiEndpoint.VERTEX_HINTS)
                        : protocol,
                context);
    }

    @Override
    public Optional<EmbeddingProvider> embeddings(ProviderSettings settings, ProviderContext context) {
        boolean vertex = settings.provider().equals(GeminiEndpoint.VERTEX);
        EmbeddingProvider provider = new HttpEmbeddingProvider(
                settings.provider(),
                vertex
                        ? new VertexEmbeddings(settings, context.clock())
                        : new GeminiEmbeddings(settings, context.clock()),
                context);
        return Optional.of(vertex ? new BatchedEmbeddings(provider, VertexEmbeddings::most) : provider);
    }
}
