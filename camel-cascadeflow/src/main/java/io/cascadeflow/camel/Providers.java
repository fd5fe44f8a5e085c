package io.cascadeflow.camel;

import io.cascadeflow.provider.BeanChatProvider;
import io.cascadeflow.provider.BlockingCalls;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Finds providers by name: beans of the registry first, then the factories on the class path. */
final class Providers {

    private final CamelContext camelContext;
    private final ModelBeans models;
    private final Map<String, ChatProviderFactory> factories = new TreeMap<>();

    Providers(CamelContext camelContext) {
        this.camelContext = camelContext;
        this.models = new ModelBeans(camelContext);
        ClassLoader applications = camelContext.getApplicationContextClassLoader();
        ServiceLoader.load(
                        ChatProviderFactory.class,
                        applications != null ? applications : getClass().getClassLoader())
                .forEach(factory -> factory.providers().forEach(name -> factories.put(name, factory)));
    }

    /** Whether there is a provider of this name. */
    boolean knows(String name) {
        return factories.containsKey(name)
                || ModelBeans.PROVIDERS.contains(name)
                || camelContext.getRegistry().lookupByNameAndType(name, ChatProvider.class) != null;
    }

    /**
     * What makes vectors with these settings.
     *
     * @throws IllegalArgumentException when nothing does, or a setting is missing or wrong
     */
    EmbeddingProvider embeddings(ProviderSettings settings, ProviderContext context) {
        ChatProviderFactory factory = factories.get(settings.provider());
        return Optional.ofNullable(factory)
                .flatMap(known -> known.embeddings(settings, context))
                .orElseThrow(() -> new IllegalArgumentException(
                        "provider '%s' is not known to make vectors: ask one that speaks OpenAI's protocol, gemini, vertex, bedrock or ollama, or"
                                        .formatted(settings.provider())
                                + " name a bean by the option embeddingModel"));
    }

    /**
     * The provider with these settings.
     *
     * @param options name the beans of providers that are beans
     * @param threads for calls of beans that block
     * @throws IllegalArgumentException when nobody serves it, or a setting is missing or wrong
     */
    ChatProvider find(
            ProviderSettings settings,
            CascadeFlowConfiguration options,
            ProviderContext context,
            Supplier<BlockingCalls> threads) {
        ChatProvider bean = camelContext.getRegistry().lookupByNameAndType(settings.provider(), ChatProvider.class);
        if (bean != null) {
            return bean;
        }
        if (ModelBeans.PROVIDERS.contains(settings.provider())) {
            return new BeanChatProvider(
                    settings.provider(), models.find(settings.provider(), options), threads.get(), context);
        }
        ChatProviderFactory factory = factories.get(settings.provider());
        if (factory == null) {
            throw new IllegalArgumentException(
                    "there is no provider '%s'; use one of %s, or bind a ChatProvider bean of that name"
                            .formatted(settings.provider(), names()));
        }
        return factory.create(settings, context);
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>(factories.keySet());
        names.addAll(ModelBeans.PROVIDERS);
        return names;
    }
}
