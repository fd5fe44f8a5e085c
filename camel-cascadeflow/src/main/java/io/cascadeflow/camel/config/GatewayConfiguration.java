package io.cascadeflow.camel.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configured gateway.
 *
 * @param host the address to listen at; absent for the loopback address where no key is configured, else all of them
 * @param port 0 for any that is free
 * @param tls whether it serves HTTPS, by the SSL parameters of the Camel context
 * @param path what all paths begin with, such as {@code /llm}; empty for nothing
 * @param auto the cascade that {@code cascadeflow/auto} asks; absent for the first one
 * @param aliases further names of cascades and models, in the order written
 * @param models which models may be asked on their own beside those of the tiers: by name, each with its endpoint; a name may
 *     end with {@code *}, and has no endpoint of its own then
 * @param embeddings which models make vectors of texts: by the name that clients use, each with its endpoint
 * @param told which model an answer names
 * @param account when an answer's body says what it came to
 * @param limits what is refused because it is too much
 * @param drain how long to wait for calls under way before the gateway stops
 * @param origins the web pages that may ask, {@code *} for all of them; empty for none
 * @param openMetrics whether metrics are shown without the admin's key
 * @param dashboard what the admin's dashboard does
 * @param keys who may ask
 */
public record GatewayConfiguration(
        @Nullable String host,
        int port,
        boolean tls,
        String path,
        @Nullable String auto,
        Map<String, String> aliases,
        Map<String, @Nullable String> models,
        Map<String, String> embeddings,
        Told told,
        Account account,
        GatewayLimits limits,
        Duration drain,
        List<String> origins,
        boolean openMetrics,
        Pages dashboard,
        GatewayKeysConfiguration keys) {

    public static final int DEFAULT_PORT = 8080;
    public static final Duration DEFAULT_DRAIN = Duration.ofSeconds(30);

    /** On the loopback address, with the cascades of the configuration. */
    public static final GatewayConfiguration DEFAULT = new GatewayConfiguration(
            null,
            DEFAULT_PORT,
            false,
            "",
            null,
            Map.of(),
            Map.of(),
            Map.of(),
            Told.SERVED,
            Account.ASKED,
            GatewayLimits.DEFAULT,
            DEFAULT_DRAIN,
            List.of(),
            false,
            Pages.LOOK,
            GatewayKeysConfiguration.NONE);

    /** Which model an answer names. */
    public enum Told {
        /** The one that answered. */
        SERVED,
        /** The name that the client used. */
        REQUESTED
    }

    /** When an answer's body says, in its field {@code cascadeflow}, what it came to. */
    public enum Account {
        NEVER,
        /** When the client asks for it by a header. */
        ASKED,
        ALWAYS
    }

    /** What the dashboard does; without an admin's key there is none. */
    public enum Pages {
        OFF,
        /** Shows, and changes and spends nothing. */
        LOOK,
        /** Also has a page to ask a cascade from, which spends money. */
        ASK
    }

    public GatewayConfiguration {
        aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
        embeddings = Collections.unmodifiableMap(new LinkedHashMap<>(embeddings));
        models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
        origins = List.copyOf(origins);
    }
}
