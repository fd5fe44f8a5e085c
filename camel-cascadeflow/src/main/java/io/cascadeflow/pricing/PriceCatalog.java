package io.cascadeflow.pricing;

import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.ModelName.Reach;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What models cost today. An unknown model has no price: it is never free. Immutable, safe to share between threads.
 *
 * <p>A name is found as it is (upper and lower case are alike), else without the provider's own prefix
 * ({@code openai/gpt-4o-mini}), else as a known name followed by a version: {@code gpt-4o-mini-2024-07-18}. A name that
 * merely begins like a known one is another model: {@code gpt-4o-mini} is never priced as {@code gpt-4o}. A model of a library's
 * costs what the model does whose name it has: {@code langchain4j:openai:gpt-4o-mini} is priced as {@code openai:gpt-4o-mini},
 * unless there is a price for itself.
 */
public final class PriceCatalog {

    /** The shipped file is read once. */
    private static final class Shipped {
        static final PriceFile FILE = PriceFile.shipped();
    }

    private final Clock clock;
    private final LocalDate asOf;
    private final Map<String, PriceShelf> shelves;

    private PriceCatalog(Clock clock, LocalDate asOf, Map<String, PriceShelf> shelves) {
        this.clock = clock;
        this.asOf = asOf;
        this.shelves = Map.copyOf(shelves);
    }

    /**
     * The prices that come with this library.
     *
     * @param clock says which day it is, for models whose price changes on a known day
     */
    public static PriceCatalog shipped(Clock clock) {
        return new PriceCatalog(clock, Shipped.FILE.asOf(), Shipped.FILE.shelves());
    }

    /** The day on which the shipped prices were collected. */
    public LocalDate asOf() {
        return asOf;
    }

    /** Today's price of a model at its provider; empty when nobody told. */
    public Optional<ModelPrice> find(ModelId model) {
        return find(model, LocalDate.now(clock));
    }

    /** The price of a model on a day; empty when nobody told. */
    public Optional<ModelPrice> find(ModelId model, LocalDate day) {
        return shelf(model.provider())
                .find(model.name())
                .flatMap(row -> row.priceOn(day))
                .or(() -> Wrapped.model(model).flatMap(inside -> find(inside, day)));
    }

    /** A model under its main name, whatever the spelling it is known by; empty when it is not known. */
    public Optional<ModelId> identify(ModelId model) {
        return shelf(model.provider()).find(model.name()).map(PriceRow::model);
    }

    /** This catalog with prices of the operator's own, which win; an explicit zero is a price. */
    public PriceCatalog with(Map<ModelId, ModelPrice> own) {
        Map<String, List<PriceRow>> byProvider = own.entrySet().stream()
                .map(PriceCatalog::row)
                .collect(Collectors.groupingBy(row -> provider(row.model().provider())));
        Map<String, PriceShelf> changed = new HashMap<>(shelves);
        byProvider.forEach(
                (provider, rows) -> changed.put(provider, shelf(provider).with(rows)));
        return new PriceCatalog(clock, asOf, changed);
    }

    Collection<PriceRow> rows() {
        return shelves.values().stream().flatMap(shelf -> shelf.rows().stream()).toList();
    }

    private PriceShelf shelf(String provider) {
        return shelves.getOrDefault(provider(provider), PriceShelf.EMPTY);
    }

    private static PriceRow row(Entry<ModelId, ModelPrice> own) {
        String name = own.getKey().name().toLowerCase(Locale.ROOT);
        return new PriceRow(own.getKey(), List.of(own.getValue()), List.of(new ModelName(name, Reach.DATED)));
    }

    private static String provider(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
