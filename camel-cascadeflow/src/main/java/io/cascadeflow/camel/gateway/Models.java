package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.CascadeConfiguration;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.GatewayConfiguration;
import io.cascadeflow.camel.config.TierConfiguration;
import io.cascadeflow.camel.gateway.Fault.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whom clients may ask, and by which names: the cascades, the models of their tiers, further models that the operator lists,
 * and aliases of all of these. Nobody else is asked. Immutable.
 */
final class Models {

    static final String AUTO = "cascadeflow/auto";

    private static final Set<String> AUTO_NAMES = Set.of("cascadeflow", AUTO, "cascadeflow-auto", "cascadeflow:auto");
    private static final String CASCADE = "cascadeflow/";
    private static final String ENDPOINT = "cascadeflow:";

    /** Clients' words become part of an endpoint's address: nothing that means something there. */
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][\\w-]*:[\\w./@:+-]{1,200}");

    private final Map<String, Target> targets;
    private final Map<String, String> aliases;
    private final Set<String> prefixes;
    private final Set<String> embeddings;

    private Models(
            Map<String, Target> targets, Map<String, String> aliases, Set<String> prefixes, Set<String> embeddings) {
        this.embeddings = embeddings;
        this.targets = Collections.unmodifiableMap(targets);
        this.aliases = aliases;
        this.prefixes = prefixes;
    }

    /** @throws IllegalArgumentException when the configuration names a cascade or model that there is not */
    static Models of(Configuration configuration) {
        GatewayConfiguration gateway = configuration.gateway();
        Map<String, Target> targets = new LinkedHashMap<>();
        addAuto(targets, configuration);
        for (CascadeConfiguration cascade : configuration.cascades().values()) {
            String name = CASCADE + cascade.name();
            targets.put(name, new Target(name, "cascadeflow:cascade:" + cascade.name()));
        }
        Set<String> prefixes = new LinkedHashSet<>();
        gateway.models().forEach((name, uri) -> {
            if (name.endsWith("*")) {
                prefixes.add(name.substring(0, name.length() - 1));
            } else {
                targets.put(name, new Target(name, uri == null ? ENDPOINT + name : uri));
            }
        });
        configuration.cascades().values().forEach(cascade -> addTiers(targets, cascade));
        Models models = new Models(
                targets, gateway.aliases(), prefixes, gateway.embeddings().keySet());
        models.checkAliases();
        return models;
    }

    private static void addAuto(Map<String, Target> targets, Configuration configuration) {
        String auto = configuration.gateway().auto();
        Set<String> cascades = configuration.cascades().keySet();
        if (auto != null && !cascades.contains(auto)) {
            throw new IllegalArgumentException(
                    "gateway.auto: there is no cascade '%s'; the configuration has %s".formatted(auto, cascades));
        }
        if (!cascades.isEmpty()) {
            String first = auto != null ? auto : cascades.iterator().next();
            targets.put(AUTO, new Target(AUTO, "cascadeflow:cascade:" + first));
        }
    }

    /** A tier's model is asked as the tier asks it: same key, address and options. The first tier of a model counts. */
    private static void addTiers(Map<String, Target> targets, CascadeConfiguration cascade) {
        for (TierConfiguration tier : cascade.tiers()) {
            for (String uri : tier.endpoints().uris()) {
                String name = model(uri);
                if (name != null) {
                    targets.putIfAbsent(name, new Target(name, uri));
                }
            }
        }
    }

    private static @Nullable String model(String uri) {
        String path = uri.split("\\?", 2)[0];
        boolean ours = path.startsWith(ENDPOINT) && !path.startsWith("cascadeflow:cascade:");
        String name = ours ? path.substring(ENDPOINT.length()) : "";
        return SAFE.matcher(name).matches() ? name : null;
    }

    private void checkAliases() {
        aliases.forEach((alias, name) -> {
            if (aliases.containsKey(name) || find(name, null).isEmpty()) {
                throw new IllegalArgumentException(
                        "gateway.aliases: '%s' stands for '%s', which is no cascade or model that is served; there are %s"
                                .formatted(alias, name, targets.keySet()));
            }
        });
    }

    /**
     * @param name as the client writes it
     * @param domain what the question is about, if the client says so: {@code cascadeflow/auto} asks the cascade of that name
     */
    Optional<Target> find(String name, @Nullable String domain) {
        String meant = aliases.getOrDefault(name, name);
        if (AUTO_NAMES.contains(meant)) {
            Target special = domain == null ? null : targets.get(CASCADE + domain);
            return Optional.ofNullable(special != null ? special : targets.get(AUTO));
        }
        Target known = targets.get(meant);
        if (known == null && meant.startsWith(ENDPOINT)) {
            known = targets.get(CASCADE + meant.substring(ENDPOINT.length()));
        }
        return known != null ? Optional.of(known) : byPrefix(meant);
    }

    /** Whether it is listed, or could be asked all the same. */
    boolean knows(String name) {
        return embeddings.contains(name) || find(name, null).isPresent();
    }

    private Optional<Target> byPrefix(String name) {
        boolean offered = SAFE.matcher(name).matches() && prefixes.stream().anyMatch(name::startsWith);
        return offered ? Optional.of(new Target(name, ENDPOINT + name)) : Optional.empty();
    }

    /** What a client is told that asks somebody else. */
    static Fault unknown() {
        return new Fault(Kind.UNKNOWN_MODEL, "there is no such model here; GET /v1/models lists them", "model", null);
    }

    /** What a client is told whose key is for others. */
    static Fault forbidden() {
        return new Fault(Kind.FORBIDDEN, "this key may not ask this model", "model", null);
    }

    /** Those that have names of their own, and so can be made ready before anybody asks. */
    List<Target> known() {
        return List.copyOf(targets.values());
    }

    /** What clients are told that there is: names, in the order written. */
    List<String> names() {
        List<String> names = new ArrayList<>(targets.keySet());
        names.addAll(aliases.keySet());
        names.addAll(embeddings);
        return names;
    }
}
