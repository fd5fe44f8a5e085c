package io.cascadeflow.camel.springboot;

import io.cascadeflow.camel.config.Suggestion;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/** The options of the component in Spring's environment. Spring passes over those that it does not know. */
final class ComponentOptions {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("camel.component.cascadeflow");
    private static final int OPTION = PREFIX.getNumberOfElements();

    private ComponentOptions() {}

    /** @throws IllegalArgumentException when there is one that the component does not have */
    static void requireKnown(ConfigurableEnvironment environment) {
        // by the form in which all spellings are the same
        Map<String, String> known = Arrays.stream(
                        BeanUtils.getPropertyDescriptors(CascadeFlowComponentConfiguration.class))
                .map(PropertyDescriptor::getName)
                .collect(Collectors.toMap(
                        name -> ConfigurationPropertyName.adapt(kebab(name), '.')
                                .getElement(0, Form.UNIFORM),
                        ComponentOptions::kebab));
        List<String> problems = new ArrayList<>();
        for (ConfigurationPropertyName name : written(environment)) {
            if (!known.containsKey(name.getElement(OPTION, Form.UNIFORM))) {
                String guess = Suggestion.nearest(name.getElement(OPTION, Form.ORIGINAL), known.values())
                        .map("did you mean %s?"::formatted)
                        .orElse("see docs/options.md");
                problems.add("%s: there is no such option; %s".formatted(name, guess));
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", problems));
        }
    }

    private static Set<ConfigurationPropertyName> written(ConfigurableEnvironment environment) {
        Spliterator<ConfigurationPropertySource> sources =
                ConfigurationPropertySources.get(environment).spliterator();
        return StreamSupport.stream(sources, false)
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .map(IterableConfigurationPropertySource.class::cast)
                .flatMap(IterableConfigurationPropertySource::stream)
                .filter(PREFIX::isAncestorOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String kebab(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
