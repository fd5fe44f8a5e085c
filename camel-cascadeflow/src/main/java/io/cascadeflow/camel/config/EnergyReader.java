package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Entry;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.Energy;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.Provenance;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code energy} of {@code models}. What is wrong with a model otherwise, {@link ModelsReader} tells.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record EnergyReader(Problems problems, Values values) {

    private static final List<String> KEYS = List.of("input", "output", "gramsPerKwh");
    private static final BigDecimal A_BILLION = new BigDecimal("1e9");

    EnergyCatalog models(Tree tree) {
        Map<ModelId, Energy> energy = new HashMap<>();
        Map<ModelId, Double> grams = new HashMap<>();
        if (tree instanceof Branch models) {
            for (Entry model : models.entries()) {
                if (model.value() instanceof Branch keys && ModelsReader.isModel(model.key())) {
                    keys.entries().stream()
                            .filter(entry -> entry.key().equals(ModelsReader.ENERGY))
                            .findFirst()
                            .ifPresent(entry -> read(entry, ModelId.parse(model.key()), energy, grams));
                }
            }
        }
        return EnergyCatalog.shipped().with(energy).withGrams(grams);
    }

    private void read(Entry entry, ModelId model, Map<ModelId, Energy> energy, Map<ModelId, Double> grams) {
        PolicyReader.someEntries(entry.value(), problems);
        Section section = Section.of(entry.value(), KEYS, problems);
        Optional<Double> input = section.get("input").map(this::amount).orElse(Optional.of(0.0));
        Optional<Double> output = section.get("input").isPresent()
                ? section.need("output").flatMap(this::amount)
                : section.get("output").flatMap(this::amount);
        if (input.isPresent() && output.isPresent()) {
            Provenance provenance = new Provenance(entry.place().toString(), null, null, null);
            energy.put(model, new Energy(input.get(), output.get(), provenance));
        }
        section.get("gramsPerKwh").flatMap(this::amount).ifPresent(each -> grams.put(model, each));
    }

    /** A number, 0 or more and below a billion. */
    Optional<Double> amount(Tree tree) {
        return values.number(tree)
                .filter(amount -> values.holds(
                        tree,
                        amount.signum() >= 0 && amount.compareTo(A_BILLION) < 0 && amount.scale() <= 30,
                        "%s is no such amount; give a number, 0 or more and below a billion"))
                .map(BigDecimal::doubleValue);
    }
}
