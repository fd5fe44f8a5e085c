package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Items;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads for whom a key or token asks, and what it may ask.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param budgets knows which budgets there are
 */
record AccessReader(Problems problems, Values values, BudgetsReader budgets) {

    static final List<String> KEYS =
            List.of("project", "user", "budgets", "models", "requestsPerMinute", "concurrentRequests");

    private static final Pattern NAME = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,160}");
    private static final Pattern MODELS = Pattern.compile("(?=.{1,160}$)[!-)+-~]*\\*?");
    private static final int MOST_LISTED = 100;
    private static final int MOST = 1_000_000;

    GatewayAccess access(Section section) {
        return new GatewayAccess(
                section.get("project").flatMap(this::name).orElse(null),
                section.get("user").flatMap(this::name).orElse(null),
                section.get("budgets").map(budgets::references).orElse(List.of()),
                section.get("models").map(tree -> list(tree, this::models)).orElse(List.of()),
                limit(section, "requestsPerMinute", "number of requests per minute"),
                limit(section, "concurrentRequests", "number of requests at once"));
    }

    private @Nullable Integer limit(Section section, String key, String what) {
        return section.get(key)
                .flatMap(tree -> values.count(tree, 1, MOST, what))
                .orElse(null);
    }

    /** Of a tenant, a project or a user: it goes into headers, logs and the ledger. */
    Optional<String> name(Tree tree) {
        return values.text(tree)
                .map(String::strip)
                .filter(name -> values.holds(
                        tree, NAME.matcher(name).matches(), "%s is no such name; use 1 to 160 printable characters"));
    }

    private Optional<String> models(Tree tree) {
        return values.text(tree)
                .filter(
                        models -> values.holds(
                                tree,
                                MODELS.matcher(models).matches(),
                                "%s names no models; write a name as clients use it, such as cascadeflow/support, or its beginning and *, as in openai:*"));
    }

    /** One value, or a list of them. */
    <T> List<T> list(Tree tree, Function<Tree, Optional<T>> item) {
        List<Tree> items = tree instanceof Items list ? list.items() : List.of(tree);
        if (items.isEmpty() || items.size() > MOST_LISTED) {
            problems.add(
                    tree.place(),
                    "%d values are listed here; list 1 to %d, or remove the key",
                    items.size(),
                    MOST_LISTED);
            return List.of();
        }
        return items.stream()
                .flatMap(value -> item.apply(value).stream())
                .distinct()
                .toList();
    }
}
