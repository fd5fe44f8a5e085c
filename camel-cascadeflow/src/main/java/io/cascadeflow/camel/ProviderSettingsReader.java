package io.cascadeflow.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Source;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Turns an endpoint's options into what a provider is made with, and refuses those that make no sense. */
final class ProviderSettingsReader {

    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final CamelContext camelContext;

    ProviderSettingsReader(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    ProviderSettings read(CascadeFlowEndpoint endpoint) {
        CascadeFlowConfiguration options = endpoint.getConfiguration();
        return new ProviderSettings(
                endpoint.getProvider(),
                url(options.getBaseUrl()),
                options.getApiKey(),
                texts(options.getAdditionalHeader()),
                values(options.getAdditionalBodyProperty()),
                source(options.getSource()),
                System::getenv,
                hosting(options));
    }

    private static Hosting hosting(CascadeFlowConfiguration options) {
        return new Hosting(
                options.getApi(),
                options.getApiVersion(),
                options.getDeployment(),
                options.getProject(),
                options.getRegion(),
                options.getAccessToken());
    }

    /** The form of the answer that the options ask for. */
    ResponseFormat format(CascadeFlowConfiguration options) {
        String schema = options.getJsonSchema();
        if (schema == null) {
            return options.getOutputClass() == null ? ResponseFormat.TEXT : ResponseFormat.JSON;
        }
        String json = schema.stripLeading().startsWith("{") ? schema : load("jsonSchema", schema);
        try {
            if (!JSON.readTree(json).isObject()) {
                throw new IllegalArgumentException("option jsonSchema is not a JSON object");
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "option jsonSchema is not valid JSON at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()),
                    e);
        }
        return new ResponseFormat.Schema("answer", json, true);
    }

    /** A JSON Schema that is written there, or where it is. */
    String schema(String written) {
        return written.stripLeading().startsWith("{") ? written : load("parameters", written);
    }

    private static @Nullable URI url(@Nullable String baseUrl) {
        if (baseUrl == null) {
            return null;
        }
        try {
            URI uri = new URI(baseUrl.strip());
            if (uri.isAbsolute() && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // the same way out as for a relative one
        }
        throw new IllegalArgumentException(
                "option baseUrl is not an absolute address: write it like http://gpu1:8000/v1");
    }

    private static Map<String, String> texts(@Nullable Map<String, Object> options) {
        Map<String, String> texts = new HashMap<>();
        if (options != null) {
            options.forEach((name, value) -> texts.put(name, String.valueOf(value)));
        }
        return texts;
    }

    private static Map<String, Object> values(@Nullable Map<String, Object> options) {
        Map<String, Object> values = new HashMap<>();
        if (options != null) {
            options.forEach((name, value) -> values.put(name, value instanceof String text ? value(text) : value));
        }
        return values;
    }

    /** {@code 5}, {@code true} and <code>{"a":1}</code> are JSON; everything else is a text. */
    private static Object value(String text) {
        try {
            Object value = JSON.forType(Object.class).readValue(text);
            return value == null ? text : value;
        } catch (IOException e) {
            return text;
        }
    }

    private @Nullable Source source(@Nullable String location) {
        return location == null ? null : resource(location);
    }

    /** What is at {@code location}, opened when it is read. */
    Source resource(String location) {
        return new Resource(camelContext, location);
    }

    private String load(String option, String location) {
        try (InputStream in = open(camelContext, location)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "option %s: '%s' cannot be read; give the JSON itself or a location such as classpath:answer.schema.json"
                            .formatted(option, location),
                    e);
        }
    }

    private static InputStream open(CamelContext camelContext, String location) throws IOException {
        return ResourceHelper.resolveMandatoryResourceAsInputStream(camelContext, location);
    }

    /** A text that Camel finds: on the class path, in a file, or wherever its resource resolvers reach. */
    private record Resource(CamelContext camelContext, String name) implements Source {
        @Override
        public InputStream open() throws IOException {
            return ProviderSettingsReader.open(camelContext, name);
        }
    }
}
