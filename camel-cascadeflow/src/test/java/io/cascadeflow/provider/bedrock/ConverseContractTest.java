package io.cascadeflow.provider.bedrock;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderContract;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;
import org.jspecify.annotations.Nullable;

class ConverseContractTest extends ChatProviderContract {

    @Override
    protected ChatProvider provider(URI baseUrl, ProviderContext context) {
        return new BedrockProviderFactory()
                .create(
                        ProviderSettings.of("bedrock")
                                .withEnvironment(name -> null)
                                .withBaseUrl(baseUrl)
                                .withApiKey(KEY),
                        context);
    }

    @Override
    protected String model() {
        return "us.amazon.nova-micro-v1:0";
    }

    @Override
    protected String wireFolder() {
        return "wire/bedrock";
    }

    @Override
    protected TokenUsage usage() {
        return new TokenUsage(14, 5, 10, 0, 2, 0, false);
    }

    /** Amazon's errors name a parameter in words only. */
    @Override
    protected @Nullable String refusable() {
        return null;
    }
}
