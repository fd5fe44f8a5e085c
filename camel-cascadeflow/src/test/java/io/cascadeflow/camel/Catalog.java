package io.cascadeflow.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;

/** The generated catalog entry of the component: what a user can set, as Camel's tools see it. */
final class Catalog {

    private static final String LOCATION = "/META-INF/io/cascadeflow/camel/cascadeflow.json";

    /** Every consumer and producer of Camel's has these. */
    private static final Set<String> CAMELS_OWN =
            Set.of("lazyStartProducer", "bridgeErrorHandler", "exceptionHandler", "exchangePattern");

    private Catalog() {}

    /** The endpoint's options; the two parts of the path are not among them. */
    static Set<String> endpointOptions() {
        Set<String> options = names("properties");
        options.removeAll(Set.of("provider"));
        options.removeAll(CAMELS_OWN);
        return options;
    }

    /** Those of agents and of tools: each endpoint has its own, and starts from none of the component's. */
    static Set<String> ofAgentsAndTools() {
        Set<String> options = endpointOptions();
        options.removeIf(option -> !read().path("properties")
                .path(option)
                .path("description")
                .asText()
                .matches("cascadeflow:(agent|tool) only: .*"));
        return options;
    }

    static Set<String> componentOptions() {
        Set<String> options = names("componentProperties");
        options.removeAll(Set.of("autowiredEnabled"));
        options.removeAll(CAMELS_OWN);
        return options;
    }

    static Set<String> headers() {
        return names("headers");
    }

    static JsonNode read() {
        try (InputStream in = Catalog.class.getResourceAsStream(LOCATION)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> names(String section) {
        Set<String> names = new TreeSet<>();
        read().path(section).fieldNames().forEachRemaining(names::add);
        return names;
    }
}
