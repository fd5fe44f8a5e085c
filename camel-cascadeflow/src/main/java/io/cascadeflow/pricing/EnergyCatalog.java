package io.cascadeflow.pricing;

import io.cascadeflow.model.ModelId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What energy models take, as far as somebody tells. A model that is not in it is not known. Immutable. */
public final class EnergyCatalog {

    /** Nothing is known. */
    public static final EnergyCatalog EMPTY = new EnergyCatalog(Map.of(), Map.of(), null);

    /** The shipped file is read once. */
    private static final class Shipped {
        static final EnergyCatalog FILE = new EnergyCatalog(EnergyFile.shipped(), Map.of(), null);
    }

    private static final double WATT_HOURS_OF_KWH = 1000;

    private final Map<String, Energy> models;
    private final Map<String, Double> grams;
    private final @Nullable Double gramsOfOthers;

    private EnergyCatalog(Map<String, Energy> models, Map<String, Double> grams, @Nullable Double gramsOfOthers) {
        this.models = Map.copyOf(models);
        this.grams = Map.copyOf(grams);
        this.gramsOfOthers = gramsOfOthers;
    }

    /** The figures that come with this library. */
    public static EnergyCatalog shipped() {
        return Shipped.FILE;
    }

    /** This catalog with figures of the operator's own, which win. */
    public EnergyCatalog with(Map<ModelId, Energy> own) {
        Map<String, Energy> all = new HashMap<>(models);
        own.forEach((model, energy) -> all.put(key(model), energy));
        return new EnergyCatalog(all, grams, gramsOfOthers);
    }

    /** This catalog with what the operator says of places: grams of CO2 for each kilowatt-hour where a model runs. */
    public EnergyCatalog withGrams(Map<ModelId, Double> perKwh) {
        Map<String, Double> all = new HashMap<>(grams);
        perKwh.forEach((model, each) -> all.put(key(model), each));
        return new EnergyCatalog(models, all, gramsOfOthers);
    }

    /** This catalog with the same for all models of which nothing else is said. */
    public EnergyCatalog withGrams(double perKwh) {
        return new EnergyCatalog(models, grams, perKwh);
    }

    /** Grams of CO2 of so many watt-hours of a model; empty when nobody told where it runs. */
    public Optional<Double> grams(ModelId model, double wattHours) {
        return Optional.ofNullable(grams.getOrDefault(key(model), gramsOfOthers))
                .map(perKwh -> perKwh * wattHours / WATT_HOURS_OF_KWH);
    }

    /** What a model takes at its provider; empty when nobody told. Upper and lower case are alike. */
    public Optional<Energy> find(ModelId model) {
        return Optional.ofNullable(models.get(key(model)));
    }

    private static String key(ModelId model) {
        return model.toString().toLowerCase(Locale.ROOT);
    }
}
