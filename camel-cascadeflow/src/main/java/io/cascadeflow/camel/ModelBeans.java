package io.cascadeflow.camel;

import io.cascadeflow.camel.bridge.Bridge;
import io.cascadeflow.provider.ModelBean;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Finds the chat models of other libraries that endpoints ask: by name, or the only one that there is. */
final class ModelBeans {

    static final String LANGCHAIN4J = "langchain4j";
    static final String SPRING_AI = "spring-ai";

    /** The providers that are beans of those libraries. */
    static final Set<String> PROVIDERS = Set.of(LANGCHAIN4J, SPRING_AI);

    private final CamelContext camelContext;

    ModelBeans(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** @throws IllegalArgumentException when there is no such bean, several could be meant, or the library is missing */
    ModelBean find(String provider, CascadeFlowConfiguration options) {
        try {
            return provider.equals(LANGCHAIN4J)
                    ? LangChainBeans.find(this, options)
                    : SpringAiBeans.find(this, options);
        } catch (NoClassDefFoundError missing) {
            String library = provider.equals(LANGCHAIN4J)
                    ? "dev.langchain4j:langchain4j-core"
                    : "org.springframework.ai:spring-ai-model";
            throw new IllegalArgumentException(
                    "provider %s needs %s on the class path; add it".formatted(provider, library), missing);
        }
    }

    /** @param reference {@code #name}, {@code #bean:name} or the name */
    <T> T named(String option, String reference, Class<T> type) {
        String name = reference.replaceFirst("^#(bean:)?", "");
        Object bean = camelContext.getRegistry().lookupByName(name);
        if (bean == null) {
            throw new IllegalArgumentException(
                    "option %s: there is no bean '%s' in the registry; bind a %s under that name"
                            .formatted(option, name, type.getName()));
        }
        if (!type.isInstance(bean)) {
            throw new IllegalArgumentException("option %s: '%s' is a %s; give a bean of type %s"
                    .formatted(option, name, bean.getClass().getName(), type.getName()));
        }
        return type.cast(bean);
    }

    /**
     * The only bean of a type; absent when there is none.
     *
     * @throws IllegalArgumentException when there are several
     */
    <T> @Nullable T only(String option, Class<T> type) {
        Map<String, T> beans = new TreeMap<>(camelContext.getRegistry().findByTypeWithName(type));
        beans.values().removeIf(Bridge.class::isInstance);
        if (beans.size() > 1) {
            throw new IllegalArgumentException(
                    "there are several beans of type %s: %s; say which by the option %s, such as %s=#%s"
                            .formatted(
                                    type.getName(),
                                    String.join(", ", beans.keySet()),
                                    option,
                                    option,
                                    beans.keySet().iterator().next()));
        }
        return beans.isEmpty() ? null : beans.values().iterator().next();
    }
}
