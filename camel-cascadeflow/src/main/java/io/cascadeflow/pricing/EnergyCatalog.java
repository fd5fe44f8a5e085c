package io.cascadeflow.pricing;

import io.cascadeflow.model.ModelId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What energy models take, as far as somebody tells. A model that is not in it is not known. Immutable. */
public final class EnergyCatalog {

    /** Nothing is known. */
    public static final EnergyCatalog EMPTY = new EnergyCatalog(Map.of());

    /** The shipped file is read once. */
    private static final class Shipped {
        static final EnergyCatalog FILE = new EnergyCatalog(EnergyFile.shipped());
    }

    private final Map<String, Energy> models;

    private EnergyCatalog(Map<String, Energy> models) {
        this.models = Map.copyOf(models);
    }

    /** The figures that come with this library. */
    public static EnergyCatalog shipped() {
        return Shipped.FILE;
    }

    /** This catalog with figures of the operator's own, which win. */
    public EnergyCatalog with(Map<ModelId, Energy> own) {
        Map<String, Energy> all = new HashMap<>(models);
        own.forEach((model, energy) -> all.put(key(model), energy));
        return new EnergyCatalog(all);
    }

    /** What a model takes at its provider; empty when nobody told. Upper and lower case are alike. */
    public Optional<Energy> find(ModelId model) {
        return Optional.ofNullable(models.get(key(model)));
    }

    private static String key(ModelId model) {
        return model.toString().toLowerCase(Locale.ROOT);
    }
}
