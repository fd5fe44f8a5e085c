package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.LedgerConfiguration.DataSourceBean;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import io.cascadeflow.camel.config.LedgerConfiguration.Memory;
import io.cascadeflow.camel.config.LedgerConfiguration.Storage;
import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code ledger}. An address and a password are never shown.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record LedgerReader(Problems problems, Values values) {

    private static final List<String> STORAGES = List.of("url", "dataSource", "memory");
    private static final List<String> KEYS =
            List.of("url", "username", "password", "dataSource", "memory", "failOpen", "leases", "retention");

    /** Null when it is wrong, which has been told. */
    @Nullable
    LedgerConfiguration ledger(Tree tree) {
        if (!(tree instanceof Branch)) {
            problems.add(
                    tree.place(),
                    "keys with values are expected here, as in ledger: {url: \"jdbc:h2:file:./data/cascadeflow\"}");
            return null;
        }
        Section section = Section.of(tree, KEYS, problems);
        requireOneStorage(tree, section);
        Optional<Storage> storage = storage(section);
        boolean failOpen = section.get("failOpen").flatMap(values::truth).orElse(false);
        boolean leases = section.get("leases").flatMap(values::truth).orElse(true);
        Optional<Duration> retention = section.get("retention").flatMap(new BudgetValues(problems, values)::days);
        return storage.map(where -> new LedgerConfiguration(where, failOpen, leases, retention.orElse(null)))
                .orElse(null);
    }

    private void requireOneStorage(Tree tree, Section section) {
        List<Entry> written = section.written(STORAGES);
        if (written.isEmpty()) {
            problems.add(tree.place(), "the ledger is kept nowhere; give it a url, a dataSource, or memory: true");
        }
        written.stream()
                .skip(1)
                .forEach(entry -> problems.add(
                        entry.place(),
                        "the ledger has %s already; keep one of url, dataSource and memory",
                        written.get(0).key()));
    }

    private Optional<Storage> storage(Section section) {
        Optional<Storage> database = ownDatabase(section, "a ledger").map(own -> own);
        Optional<Storage> bean = section.get("dataSource").flatMap(this::bean).map(DataSourceBean::new);
        Optional<Storage> memory = section.get("memory").filter(this::isMemory).map(tree -> new Memory());
        return database.or(() -> bean).or(() -> memory);
    }

    /**
     * The database that a url names.
     *
     * @param what it is for, for messages
     */
    Optional<Database> ownDatabase(Section section, String what) {
        if (section.get("url").isEmpty()) {
            onlyWithUrl(section, "username", what);
            onlyWithUrl(section, "password", what);
        }
        return section.get("url").flatMap(this::url).map(url -> database(url, section));
    }

    private Database database(String url, Section section) {
        Optional<String> username = section.get("username").flatMap(values::text);
        Optional<String> password = section.get("password").flatMap(values::secret);
        return new Database(url, username.orElse(null), password.orElse(null));
    }

    private Optional<String> url(Tree tree) {
        return values.secret(tree)
                .filter(url -> values.holds(
                        tree,
                        url.startsWith("jdbc:") && url.length() > "jdbc:".length(),
                        "this is no database; write jdbc:..., as in jdbc:h2:file:./data/cascadeflow"));
    }

    private Optional<String> bean(Tree tree) {
        return values.text(tree)
                .map(String::strip)
                .filter(text -> values.holds(
                        tree,
                        text.matches("#\\S+"),
                        "%s is no bean; write #name, as the registry names the data source"));
    }

    private boolean isMemory(Tree tree) {
        return values.truth(tree)
                .filter(memory -> values.holds(
                        tree, memory, "%s says where the ledger is not kept; write memory: true, or remove it"))
                .isPresent();
    }

    private void onlyWithUrl(Section section, String key, String what) {
        section.get(key).ifPresent(tree -> problems.add(tree.place(), "%s is for %s with a url; remove it", key, what));
    }
}
