package io.cascadeflow.provider.springai;

import io.cascadeflow.camel.http.BlockingThreads;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.BeanChatProvider;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderContract;
import io.cascadeflow.provider.ProviderContext;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Spring AI's model of OpenAI's protocol as a provider: what its requests have, and what is left of replies and failures. */
class SpringAiContractTest extends ChatProviderContract {

    private final BlockingThreads threads = new BlockingThreads(100);

    @AfterEach
    void end() {
        threads.close();
    }

    @Override
    protected ChatProvider provider(URI baseUrl, ProviderContext context) {
        return new BeanChatProvider(
                "spring-ai", new SpringAiModel(OpenAiBeans.at(baseUrl.toString(), KEY, model())), threads, context);
    }

    @Override
    protected String model() {
        return "gpt-4o-mini";
    }

    @Override
    protected String wireFolder() {
        return "wire/spring-ai";
    }

    /** What was written to a cache is a part of the input that the library does not tell apart. */
    @Override
    protected TokenUsage usage() {
        return new TokenUsage(24, 16, 0, 0, 9, 7, false);
    }

    @Override
    protected boolean seesTheWire() {
        return false;
    }

    /** An enumeration of the library's. */
    @Override
    protected boolean knowsEndingsOfTheFuture() {
        return false;
    }

    /** What its model is asked, the bean decides: nothing is left out for it. */
    @Override
    protected @Nullable String refusable() {
        return null;
    }
}
