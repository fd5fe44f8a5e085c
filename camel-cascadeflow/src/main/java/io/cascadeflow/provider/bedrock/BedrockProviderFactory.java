package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.HintedProtocol;
import io.cascadeflow.provider.HttpChatProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import java.util.Map;
import java.util.Set;

/** Makes the provider {@code bedrock}. */
public final class BedrockProviderFactory implements ChatProviderFactory {

    /** What to do about failures whose cause may be in an option that only this provider has. */
    private static final Map<Kind, String> HINTS = Map.of(
            Kind.NOT_FOUND, "the model may not be served in the option region, or only by an inference profile",
            Kind.BAD_REQUEST,
                    "a model's identifier, such as us.anthropic.claude-sonnet-4-5-20250929-v1:0, is of a region",
            Kind.PERMISSION, "a Bedrock API key expires, and needs access to the model in the option region");

    @Override
    public Set<String> providers() {
        return Set.of("bedrock");
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        return new HttpChatProvider(
                settings.provider(),
                new HintedProtocol(ConverseProtocol.of(settings, context.clock()), HINTS),
                context);
    }
}
