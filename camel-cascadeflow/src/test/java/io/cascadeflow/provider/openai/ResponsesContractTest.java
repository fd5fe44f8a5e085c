package io.cascadeflow.provider.openai;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderContract;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;

class ResponsesContractTest extends ChatProviderContract {

    @Override
    protected ChatProvider provider(URI baseUrl, ProviderContext context) {
        ProviderSettings settings = ProviderSettings.of("openai")
                .withBaseUrl(baseUrl)
                .withApiKey(KEY)
                .withEnvironment(name -> null)
                .withHosting(Hosting.OWN.withApi("responses"));
        return new OpenAiProviders().create(settings, context);
    }

    @Override
    protected String model() {
        return "gpt-4o-mini";
    }

    @Override
    protected String wireFolder() {
        return "wire/responses";
    }

    @Override
    protected TokenUsage usage() {
        return new TokenUsage(16, 16, 8, 0, 9, 7, false);
    }
}
