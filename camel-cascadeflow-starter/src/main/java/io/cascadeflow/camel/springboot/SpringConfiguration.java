package io.cascadeflow.camel.springboot;

import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * All that Spring's environment has under {@code cascadeflow.}: application.yaml, profiles, environment variables, command
 * line. The component reads it as its configuration; what belongs to the starter itself is left out.
 */
final class SpringConfiguration implements LoadablePropertiesSource {

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("cascadeflow");

    /** What the starter's own classes read. */
    private static final Set<ConfigurationPropertyName> OWN =
            Set.of(ConfigurationPropertyName.of("cascadeflow.gateway.enabled"));

    private final ConfigurableEnvironment environment;

    SpringConfiguration(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "CascadeFlowSpringConfiguration";
    }

    /** None: placeholders are resolved by Spring's own source. */
    @Override
    public @Nullable String getProperty(String name) {
        return null;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    @Override
    public Properties loadProperties(Predicate<String> filter) {
        Properties properties = new Properties();
        found().forEach((name, value) -> {
            String text = text(name);
            if (filter.test(text)) {
                properties.setProperty(text, environment.resolvePlaceholders(value));
            }
        });
        return properties;
    }

    /** Nothing is kept here. */
    @Override
    public void reloadProperties(String location) {
        // read anew whenever it is asked for
    }

    /** By name, whatever its spelling: the first source that has it is the one that counts. */
    private Map<ConfigurationPropertyName, String> found() {
        Map<ConfigurationPropertyName, String> found = new TreeMap<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.stream()
                        .filter(name -> PREFIX.isAncestorOf(name) && !OWN.contains(name))
                        .forEach(name -> found.putIfAbsent(name, value(source, name)));
            }
        }
        return found;
    }

    private static String value(ConfigurationPropertySource source, ConfigurationPropertyName name) {
        return String.valueOf(
                Objects.requireNonNull(source.getConfigurationProperty(name)).getValue());
    }

    /** As the component's configuration names it: {@code cascadeflow.cascades.support.tiers[0].acceptAbove}. */
    private static String text(ConfigurationPropertyName name) {
        StringBuilder text = new StringBuilder(PREFIX.toString());
        for (int i = PREFIX.getNumberOfElements(); i < name.getNumberOfElements(); i++) {
            String element = name.getElement(i, Form.ORIGINAL);
            text.append(name.chop(i + 1).isLastElementIndexed() ? "[%s]".formatted(element) : "." + element);
        }
        return text.toString();
    }
}
