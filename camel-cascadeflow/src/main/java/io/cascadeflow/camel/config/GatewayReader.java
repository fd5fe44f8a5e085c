package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.GatewayConfiguration.Account;
import io.cascadeflow.camel.config.GatewayConfiguration.Pages;
import io.cascadeflow.camel.config.GatewayConfiguration.Told;
import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.camel.config.Tree.Items;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code gateway}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 * @param budgets knows which ones there are
 */
record GatewayReader(Problems problems, Values values, BudgetsReader budgets) {

    private static final List<String> OWN = List.of(
            "host",
            "port",
            "tls",
            "path",
            "auto",
            "aliases",
            "models",
            "embeddings",
            "answerModel",
            "account",
            "limits",
            "drain",
            "origins",
            "openMetrics",
            "dashboard");
    private static final List<String> KEYS =
            Stream.concat(OWN.stream(), KeysReader.KEYS.stream()).toList();
    private static final List<String> LIMITS = List.of("body", "bodyTime", "concurrent", "queueTime");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][\\w.:/@+-]{0,199}");
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][\\w-]*:(\\*|[\\w./@:+-]+\\*?)");
    private static final Pattern PATH = Pattern.compile("(/[\\w.-]+)+");
    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[\\w.-]+(:\\d{1,5})?");
    private static final int HIGHEST_PORT = 65_535;
    private static final long MOST_BODY = 1L << 30;
    private static final int MOST_CONCURRENT = 1_000_000;

    GatewayConfiguration gateway(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        GatewayConfiguration none = GatewayConfiguration.DEFAULT;
        return new GatewayConfiguration(
                section.get("host").flatMap(values::text).orElse(null),
                section.get("port")
                        .flatMap(port -> values.count(port, 0, HIGHEST_PORT, "port"))
                        .orElse(none.port()),
                section.get("tls").flatMap(values::truth).orElse(none.tls()),
                section.get("path").flatMap(this::path).orElse(none.path()),
                section.get("auto").flatMap(values::name).orElse(null),
                section.get("aliases").map(this::aliases).orElse(none.aliases()),
                section.get("models").map(this::models).orElse(none.models()),
                section.get("embeddings").map(this::embeddings).orElse(none.embeddings()),
                section.get("answerModel").flatMap(this::told).orElse(none.told()),
                section.get("account").flatMap(this::account).orElse(none.account()),
                section.get("limits").map(this::limits).orElse(none.limits()),
                section.get("drain").flatMap(values::duration).orElse(none.drain()),
                section.get("origins").map(this::origins).orElse(none.origins()),
                section.get("openMetrics").flatMap(values::truth).orElse(none.openMetrics()),
                section.get("dashboard").flatMap(this::dashboard).orElse(none.dashboard()),
                new KeysReader(problems, values, budgets).keys(section));
    }

    private Optional<String> path(Tree tree) {
        return values.text(tree)
                .filter(path -> values.holds(tree, PATH.matcher(path).matches(), "%s is no path; write it like /llm"));
    }

    private Map<String, String> aliases(Tree tree) {
        Map<String, String> aliases = new LinkedHashMap<>();
        for (Entry entry : Section.entries(tree, problems)) {
            if (isModelName(entry.place(), entry.key())) {
                values.text(entry.value())
                        .filter(target -> isModelName(entry.value().place(), target))
                        .ifPresent(target -> aliases.put(entry.key(), target));
            }
        }
        return aliases;
    }

    private boolean isModelName(Place place, String name) {
        boolean fits = NAME.matcher(name).matches();
        if (!fits) {
            problems.add(place, "'%s' is no name of a model or cascade; use letters, digits and . : / @ + _ -", name);
        }
        return fits;
    }

    /** A list of names, or names with their endpoints. */
    private Map<String, @Nullable String> models(Tree tree) {
        Map<String, @Nullable String> models = new LinkedHashMap<>();
        if (tree instanceof Branch) {
            for (Entry entry : Section.entries(tree, problems)) {
                if (isModel(entry.place(), entry.key())) {
                    values.uri(entry.value()).ifPresent(uri -> models.put(entry.key(), uri));
                }
            }
            return models;
        }
        for (Tree item : Section.items(tree, problems)) {
            values.text(item).filter(name -> isModel(item.place(), name)).ifPresent(name -> models.put(name, null));
        }
        return models;
    }

    private Map<String, String> embeddings(Tree tree) {
        Map<String, String> models = new LinkedHashMap<>();
        for (Entry entry : Section.entries(tree, problems)) {
            if (isModelName(entry.place(), entry.key())) {
                values.uri(entry.value())
                        .filter(
                                uri -> values.holds(
                                        entry.value(),
                                        uri.startsWith("cascadeflow:"),
                                        "this is no endpoint that makes vectors; write it like cascadeflow:openai:text-embedding-3-small"))
                        .ifPresent(uri -> models.put(entry.key(), uri));
            }
        }
        return models;
    }

    private boolean isModel(Place place, String name) {
        boolean fits = MODEL.matcher(name).matches();
        if (!fits) {
            problems.add(place, "'%s' is no model; write provider:model, or provider:* for all of a provider's", name);
        }
        return fits;
    }

    private Optional<Told> told(Tree tree) {
        return values.word(tree, List.of("served", "requested"))
                .map(word -> Told.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private Optional<Pages> dashboard(Tree tree) {
        return values.word(tree, List.of("off", "look", "ask"))
                .map(word -> Pages.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private Optional<Account> account(Tree tree) {
        return values.word(tree, List.of("never", "asked", "always"))
                .map(word -> Account.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    private GatewayLimits limits(Tree tree) {
        Section section = Section.of(tree, LIMITS, problems);
        GatewayLimits none = GatewayLimits.DEFAULT;
        return new GatewayLimits(
                section.get("body").flatMap(this::bodyBytes).orElse(none.bodyBytes()),
                section.get("bodyTime").flatMap(values::duration).orElse(none.bodyTime()),
                section.get("concurrent")
                        .flatMap(most -> values.count(most, 1, MOST_CONCURRENT, "number of questions"))
                        .orElse(none.concurrent()),
                section.get("queueTime").flatMap(values::duration).orElse(none.queueTime()));
    }

    private Optional<Integer> bodyBytes(Tree tree) {
        return values.bytes(tree)
                .filter(bytes -> values.holds(tree, bytes <= MOST_BODY, "%s is more than 1GB, which no model reads"))
                .map(Long::intValue);
    }

    private List<String> origins(Tree tree) {
        List<String> origins = new ArrayList<>();
        List<Tree> items = tree instanceof Items list ? list.items() : List.of(tree);
        for (Tree item : items) {
            values.text(item)
                    .filter(origin -> values.holds(
                            item,
                            ORIGIN.matcher(origin).matches(),
                            "%s is no origin; write it like https://chat.example.org, or * for all"))
                    .ifPresent(origins::add);
        }
        return origins;
    }
}
