package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.GatewayKeysConfiguration.AdminKey;
import io.cascadeflow.camel.config.GatewayKeysConfiguration.ClientKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code keys}, {@code jwt} and {@code admin} of {@code gateway}. Keys and hashes are never shown.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param access reads what a key may ask
 */
record KeysReader(Problems problems, Values values, AccessReader access) {

    /** The keys of {@code gateway} that are read here. */
    static final List<String> KEYS = List.of("keys", "jwt", "admin");

    private static final List<String> STORES = List.of("clients", "database");
    private static final List<String> CLIENT = Stream.concat(
                    Stream.of("id", "hash", "tenant", "label", "expires", "revoked"), AccessReader.KEYS.stream())
            .toList();
    private static final List<String> ADMIN = List.of("hash", "key");
    private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{8,32}");
    private static final Pattern HASH = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final int SHORTEST_ADMIN_KEY = 32;

    KeysReader(Problems problems, Values values, BudgetsReader budgets) {
        this(problems, values, new AccessReader(problems, values, budgets));
    }

    /** @param gateway the group of keys that holds them; budgets are read before */
    GatewayKeysConfiguration keys(Section gateway) {
        Optional<Section> stores = gateway.get("keys").map(tree -> Section.of(tree, STORES, problems));
        JwtReader jwt = new JwtReader(problems, values, access);
        return new GatewayKeysConfiguration(
                stores.flatMap(section -> section.get("clients"))
                        .map(this::clients)
                        .orElse(List.of()),
                stores.flatMap(section -> section.get("database"))
                        .flatMap(values::truth)
                        .orElse(false),
                gateway.get("jwt").map(jwt::jwt).orElse(null),
                gateway.get("admin").map(this::admin).orElse(null));
    }

    private List<ClientKey> clients(Tree tree) {
        List<ClientKey> clients = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Tree item : Section.items(tree, problems)) {
            Section section = Section.of(item, CLIENT, problems);
            client(section, ids).ifPresent(clients::add);
        }
        return clients;
    }

    private Optional<ClientKey> client(Section section, Set<String> ids) {
        Optional<String> id = section.need("id").flatMap(tree -> id(tree, ids));
        Optional<String> hash = section.need("hash").flatMap(this::hash);
        Optional<String> tenant = section.need("tenant").flatMap(access::name);
        GatewayAccess may = access.access(section);
        String label = section.get("label").flatMap(access::name).orElse("");
        Instant expires = section.get("expires").flatMap(this::instant).orElse(null);
        Instant revoked = section.get("revoked").flatMap(this::instant).orElse(null);
        return id.isEmpty() || hash.isEmpty() || tenant.isEmpty()
                ? Optional.empty()
                : Optional.of(new ClientKey(id.get(), hash.get(), tenant.get(), may, label, expires, revoked));
    }

    private Optional<String> id(Tree tree, Set<String> ids) {
        return values.secret(tree)
                .filter(
                        id -> values.holds(
                                tree,
                                ID.matcher(id).matches(),
                                "this is no id of a key; it is the part between cf_ and the next _, 8 to 32 letters and digits"))
                .filter(id -> values.holds(tree, ids.add(id), "two keys have this id; remove one, or make a new key"));
    }

    private Optional<String> hash(Tree tree) {
        return values.secret(tree)
                .filter(
                        hash -> values.holds(
                                tree,
                                HASH.matcher(hash).matches(),
                                "this is no hash of a key; write sha256: and 64 hexadecimal digits in lower case, as the command that makes keys shows them"));
    }

    private Optional<Instant> instant(Tree tree) {
        return values.text(tree).map(String::strip).flatMap(text -> {
            try {
                return Optional.of(Instant.parse(text));
            } catch (DateTimeException e) {
                problems.add(tree.place(), "%s is no moment; write it like 2027-01-31T00:00:00Z", tree.kind());
                return Optional.empty();
            }
        });
    }

    /** Null when it is wrong, which has been told. */
    private @Nullable AdminKey admin(Tree tree) {
        Section section = Section.of(tree, ADMIN, problems);
        Optional<Tree> hash = section.get("hash");
        Optional<Tree> key = section.get("key");
        if (hash.isPresent() == key.isPresent()) {
            problems.add(tree.place(), "an admin has either the hash of a key, or the key; give one of hash and key");
            return null;
        }
        return hash.flatMap(this::hash)
                .map(text -> new AdminKey(text, null))
                .or(() -> key.flatMap(this::adminKey).map(text -> new AdminKey(null, text)))
                .orElse(null);
    }

    /** A secret in the file itself would be read by everybody who reads the file. */
    private Optional<String> adminKey(Tree tree) {
        boolean placeholder = tree instanceof Tree.Leaf leaf && leaf.written().contains("{{");
        return values.holds(
                        tree,
                        placeholder,
                        "the admin's key does not belong into a file; write a placeholder such as {{env:CASCADEFLOW_ADMIN_KEY}}, or its hash")
                ? values.secret(tree)
                        .filter(key -> values.holds(
                                tree,
                                key.length() >= SHORTEST_ADMIN_KEY,
                                "the admin's key is too short to be random; it has " + SHORTEST_ADMIN_KEY
                                        + " characters or more"))
                : Optional.empty();
    }
}
