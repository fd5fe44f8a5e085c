package io.cascadeflow.provider.openai;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderContract;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;
import java.util.Map;

class AzureContractTest extends ChatProviderContract {

    @Override
    protected ChatProvider provider(URI baseUrl, ProviderContext context) {
        ProviderSettings settings = ProviderSettings.of("azure")
                .withBaseUrl(baseUrl)
                .withApiKey(KEY)
                .withEnvironment(name -> null);
        return new OpenAiProviders().create(settings, context);
    }

    @Override
    protected String model() {
        return "gpt-4o-mini";
    }

    @Override
    protected String wireFolder() {
        return "wire/openai";
    }

    @Override
    protected Map<String, String> authHeaders() {
        return Map.of("api-key", KEY);
    }

    @Override
    protected TokenUsage usage() {
        return new TokenUsage(16, 16, 8, 0, 9, 7, false);
    }
}
