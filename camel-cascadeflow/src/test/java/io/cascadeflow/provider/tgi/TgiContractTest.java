package io.cascadeflow.provider.tgi;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderContract;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import org.jspecify.annotations.Nullable;

class TgiContractTest extends ChatProviderContract {

    @Override
    protected ChatProvider provider(URI baseUrl, ProviderContext context) {
        return new OpenAiProviders()
                .create(
                        ProviderSettings.of("huggingface")
                                .withEnvironment(name -> null)
                                .withBaseUrl(baseUrl)
                                .withApiKey(KEY)
                                .withHosting(Hosting.OWN.withApi("tgi")),
                        context);
    }

    @Override
    protected String model() {
        return "mistralai/Mistral-7B-v0.3";
    }

    @Override
    protected String wireFolder() {
        return "wire/tgi";
    }

    /** The prompt by its own tokens, as this reply tells it by nothing else. */
    @Override
    protected TokenUsage usage() {
        return TokenUsage.of(3, 2);
    }

    /** The server's errors are words. */
    @Override
    protected @Nullable String refusable() {
        return null;
    }

    @Override
    protected boolean takesToolsAndImages() {
        return false;
    }
}
