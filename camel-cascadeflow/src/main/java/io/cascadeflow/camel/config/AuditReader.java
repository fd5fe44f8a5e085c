package io.cascadeflow.camel.config;

import io.cascadeflow.audit.trail.KeptContent.Keep;
import io.cascadeflow.audit.trail.Room;
import io.cascadeflow.camel.config.AuditConfiguration.Files;
import io.cascadeflow.camel.config.AuditConfiguration.Store;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code audit}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record AuditReader(Problems problems, Values values) {

    private static final List<String> KEYS = List.of(
            "jdbc",
            "url",
            "username",
            "password",
            "mostRecords",
            "file",
            "maxFileSize",
            "keep",
            "endpoint",
            "content",
            "whenFull",
            "queue",
            "patience",
            "retention");
    private static final long DEFAULT_SIZE = 64L << 20;
    private static final int DEFAULT_KEEP = 100;
    private static final int MOST_KEPT = 10_000;
    private static final int MOST_WAITING = 1_000_000;

    /** Null when it is wrong, which has been told. */
    @Nullable
    AuditConfiguration audit(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<Boolean> wanted = section.get("jdbc").flatMap(values::truth);
        Optional<Store> store = store(tree, section, wanted);
        Optional<Files> file = section.get("file").flatMap(values::text).map(path -> files(path, section));
        Optional<String> endpoint = section.get("endpoint").flatMap(values::uri);
        boolean database = section.get("jdbc").isPresent() && wanted.orElse(true);
        if (!database
                && Stream.of("url", "file", "endpoint")
                        .allMatch(key -> section.get(key).isEmpty())) {
            problems.add(
                    tree.place(),
                    "decisions are kept nowhere; give audit a file, jdbc: true, a url or an endpoint, as in audit: {jdbc: true}");
        }
        only(section, "file", "maxFileSize", "keep");
        return new AuditConfiguration(
                store.orElse(null),
                file.orElse(null),
                endpoint.orElse(null),
                word(section, "content", "hash", "redacted", "full")
                        .map(word -> Keep.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Keep.HASH),
                room(section),
                section.get("retention")
                        .flatMap(new BudgetValues(problems, values)::days)
                        .orElse(null));
    }

    private Room room(Section section) {
        int queue = section.get("queue")
                .flatMap(size -> values.count(size, 1, MOST_WAITING, "number of decisions"))
                .orElse(Room.DEFAULT.records());
        boolean drops = word(section, "whenFull", "wait", "drop").orElse("wait").equals("drop");
        if (drops) {
            section.get("patience")
                    .ifPresent(patience -> problems.add(
                            patience.place(),
                            "patience is for whenFull: wait, and nothing waits with whenFull: drop; remove one"));
        }
        return new Room(
                queue, drops, section.get("patience").flatMap(values::duration).orElse(null));
    }

    private Optional<String> word(Section section, String key, String... words) {
        return section.get(key).flatMap(word -> values.word(word, List.of(words)));
    }

    private Optional<Store> store(Tree tree, Section section, Optional<Boolean> wanted) {
        Optional<Database> own = new LedgerReader(problems, values).ownDatabase(section, "an audit trail");
        if (section.get("url").isPresent() && !wanted.orElse(true)) {
            problems.add(tree.place(), "jdbc: false contradicts the url beside it; remove one");
        }
        boolean database = own.isPresent() || wanted.orElse(false);
        if (!database && section.get("url").isEmpty()) {
            section.get("mostRecords")
                    .ifPresent(most ->
                            problems.add(most.place(), "mostRecords is for an audit trail in a database; remove it"));
        }
        Optional<Long> most = section.get("mostRecords")
                .flatMap(number -> values.count(number, 1, Integer.MAX_VALUE, "number of decisions"))
                .map(Integer::longValue);
        return database ? Optional.of(new Store(own.orElse(null), most.orElse(null))) : Optional.empty();
    }

    private Files files(String path, Section section) {
        long size = section.get("maxFileSize").flatMap(values::bytes).orElse(DEFAULT_SIZE);
        int keep = section.get("keep")
                .flatMap(files -> values.count(files, 0, MOST_KEPT, "number of files"))
                .orElse(DEFAULT_KEEP);
        return new Files(path, size, keep);
    }

    private void only(Section section, String with, String... keys) {
        if (section.get(with).isEmpty()) {
            for (String key : keys) {
                section.get(key)
                        .ifPresent(tree ->
                                problems.add(tree.place(), "%s is for an audit trail in a file; remove it", key));
            }
        }
    }
}
