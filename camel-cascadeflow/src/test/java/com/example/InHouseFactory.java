package com.example;

import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;
import java.util.Set;

/** Makes a provider from what the URI says: cascadeflow:in-house:model?baseUrl=... */
public final class InHouseFactory implements ChatProviderFactory {

    @Override
    public Set<String> providers() {
        return Set.of("in-house");
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        URI server = settings.baseUrl();
        if (server == null) {
            throw new IllegalArgumentException("in-house needs a server; give baseUrl=http://...");
        }
        InHouseClient client = new InHouseClient(server); // the client of your own
        return new InHouseProvider(client::ask);
    }
}
