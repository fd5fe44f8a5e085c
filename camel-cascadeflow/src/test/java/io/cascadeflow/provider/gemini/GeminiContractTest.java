package io.cascadeflow.provider.gemini;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderContract;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class GeminiContractTest extends ChatProviderContract {

    @Override
    protected ChatProvider provider(URI baseUrl, ProviderContext context) {
        return new GeminiProviderFactory()
                .create(
                        ProviderSettings.of("gemini")
                                .withEnvironment(name -> null)
                                .withBaseUrl(baseUrl)
                                .withApiKey(KEY),
                        context);
    }

    @Override
    protected String model() {
        return "gemini-2.5-flash";
    }

    @Override
    protected String wireFolder() {
        return "wire/gemini";
    }

    @Override
    protected Map<String, String> authHeaders() {
        return Map.of("x-goog-api-key", KEY);
    }

    @Override
    protected TokenUsage usage() {
        return new TokenUsage(27, 16, 0, 0, 9, 7, false);
    }

    /** Google's errors name a parameter in words only. */
    @Override
    protected @Nullable String refusable() {
        return null;
    }
}
