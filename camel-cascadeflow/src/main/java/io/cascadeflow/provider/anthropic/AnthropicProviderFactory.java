package io.cascadeflow.provider.anthropic;

import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.HttpChatProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.util.Set;

/** Makes the provider {@code anthropic}. */
public final class AnthropicProviderFactory implements ChatProviderFactory {

    @Override
    public Set<String> providers() {
        return Set.of("anthropic");
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        settings.hosting().onlyFor(settings.provider(), Set.of());
        return new HttpChatProvider(settings.provider(), AnthropicProtocol.of(settings, context.clock()), context);
    }
}
