package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.Provenance;
import io.cascadeflow.pricing.Rates;
import io.cascadeflow.pricing.Unpriced;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads {@code models} and {@code unpriced}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record ModelsReader(Problems problems, Values values) {

    private static final List<String> PRICE_KEYS =
            List.of("input", "cacheRead", "cacheWrite", "cacheWriteLong", "output", "perRequest");
    private static final String TAGS = "tags";
    static final String ENERGY = "energy";
    private static final List<String> KEYS =
            Stream.concat(PRICE_KEYS.stream(), Stream.of(TAGS, ENERGY)).toList();
    private static final Pattern MODEL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*:\\S(.*\\S)?");

    static boolean isModel(String key) {
        return MODEL.matcher(key).matches();
    }

    Map<ModelId, ModelPrice> models(Tree tree) {
        Map<ModelId, ModelPrice> models = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        for (Entry entry : Section.entries(tree, problems)) {
            if (!MODEL.matcher(entry.key()).matches()) {
                problems.add(
                        entry.place(), "'%s' is no model; write provider:model, as in openai:gpt-4o-mini", entry.key());
            } else if (!seen.add(entry.key().toLowerCase(Locale.ROOT))) {
                problems.add(entry.place(), "this model is there twice, in upper and lower case; keep one");
            }
            price(entry).ifPresent(price -> put(models, entry.key(), price));
        }
        return models;
    }

    private static void put(Map<ModelId, ModelPrice> models, String model, ModelPrice price) {
        if (MODEL.matcher(model).matches()) {
            models.put(ModelId.parse(model), price);
        }
    }

    private Optional<ModelPrice> price(Entry entry) {
        Section section = Section.of(entry.value(), KEYS, problems);
        if ((section.get(TAGS).isPresent() || section.get(ENERGY).isPresent())
                && section.written(PRICE_KEYS).isEmpty()) {
            // its price is that of the catalog
            return Optional.empty();
        }
        Optional<BigDecimal> input = section.need("input").flatMap(values::price);
        Optional<BigDecimal> output = section.need("output").flatMap(values::price);
        Optional<BigDecimal> read = section.get("cacheRead").flatMap(values::price);
        Optional<BigDecimal> write = section.get("cacheWrite").flatMap(values::price);
        Optional<BigDecimal> writeLong = section.get("cacheWriteLong").flatMap(values::price);
        BigDecimal perRequest = section.get("perRequest").flatMap(values::price).orElse(BigDecimal.ZERO);
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        Rates rates =
                new Rates(input.get(), read.orElse(null), write.orElse(null), writeLong.orElse(null), output.get());
        Provenance provenance = new Provenance(entry.place().toString(), null, null, null);
        return Optional.of(new ModelPrice(rates, List.of(), perRequest, provenance));
    }

    /** What is said about models beside their prices. To be called after {@link #models}, which tells what is wrong otherwise. */
    Map<ModelId, Set<String>> tags(Tree tree) {
        Map<ModelId, Set<String>> tags = new LinkedHashMap<>();
        if (tree instanceof Branch models) {
            for (Entry model : models.entries()) {
                if (model.value() instanceof Branch branch
                        && MODEL.matcher(model.key()).matches()) {
                    tags(branch).ifPresent(all -> tags.put(ModelId.parse(model.key()), all));
                }
            }
        }
        return tags;
    }

    private Optional<Set<String>> tags(Branch model) {
        return model.entries().stream()
                .filter(entry -> entry.key().equals(TAGS))
                .map(entry -> PolicyReader.words(entry.value(), values, problems))
                .filter(tags -> !tags.isEmpty())
                .findFirst();
    }

    /** Either the word {@code refuse} or {@code ceiling} with two prices. */
    Unpriced unpriced(Tree tree) {
        if (!(tree instanceof Branch)) {
            values.word(tree, List.of("refuse"));
            return Unpriced.REFUSE;
        }
        return Section.of(tree, List.of("ceiling"), problems)
                .need("ceiling")
                .map(this::ceiling)
                .orElse(Unpriced.REFUSE);
    }

    private Unpriced ceiling(Tree tree) {
        Section section = Section.of(tree, List.of("input", "output"), problems);
        Optional<BigDecimal> input = section.need("input").flatMap(values::positivePrice);
        Optional<BigDecimal> output = section.need("output").flatMap(values::positivePrice);
        return input.isEmpty() || output.isEmpty()
                ? Unpriced.REFUSE
                : new Unpriced.Ceiling(new Rates(input.get(), null, null, null, output.get()));
    }
}
