package io.cascadeflow.camel;

import io.cascadeflow.camel.ConfigurationException.Problem;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Where the configuration of a Camel context is written: in a file, or in its properties that begin with {@code cascadeflow.}.
 * Each reading reads what is there then.
 */
final class ConfigurationSource {

    private static final String PREFIX = "cascadeflow.";

    private final CamelContext context;
    private final @Nullable String location;

    /**
     * What was written when it was read.
     *
     * @param fingerprint tells it from anything else
     */
    record Written(String fingerprint, Configuration configuration) {}

    /** @param location where the file is; absent for the properties */
    ConfigurationSource(CamelContext context, @Nullable String location) {
        this.context = context;
        this.location = location;
    }

    /** Whether it is somewhere where it can change while the context runs. */
    boolean canChange() {
        return location != null && location.startsWith("file:");
    }

    /** @throws ConfigurationException when something in it is wrong, or there are both a file and properties */
    Written read() {
        UnaryOperator<String> placeholders = context::resolvePropertyPlaceholders;
        Map<String, String> properties = properties();
        if (location == null) {
            return new Written(
                    Fingerprint.of(properties.toString()), Configuration.fromProperties(properties, placeholders));
        }
        if (!properties.isEmpty()) {
            throw problem(
                    location,
                    "models and cascades are configured here and by properties such as %s%s; keep one of the two"
                            .formatted(PREFIX, properties.keySet().iterator().next()));
        }
        String text = text(location);
        return new Written(Fingerprint.of(text), Configuration.parse(location, text, placeholders));
    }

    /**
     * Tells whether it is still what was read.
     *
     * @throws ConfigurationException when it cannot be read
     */
    String fingerprint() {
        return Fingerprint.of(location == null ? properties().toString() : text(location));
    }

    private Map<String, String> properties() {
        Map<String, String> found = new TreeMap<>();
        Properties properties = context.getPropertiesComponent().loadProperties(name -> name.startsWith(PREFIX));
        // by their names: forEach of Camel's own kind of Properties finds none
        for (String name : properties.stringPropertyNames()) {
            found.put(name.substring(PREFIX.length()), properties.getProperty(name));
        }
        return found;
    }

    private String text(String location) {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(context, location)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw problem(
                    location,
                    "cannot be read; give a location such as classpath:cascadeflow.yaml or file:conf/cascadeflow.yaml");
        }
    }

    private static ConfigurationException problem(String location, String message) {
        return new ConfigurationException(List.of(new Problem(location, 0, 0, "", message)));
    }
}
