package io.cascadeflow.examples.replay;

import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.provider.recorded.Recording;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What models cost, where the catalog does not know it or is to be overruled. */
final class PriceOptions {

    @Option(
            names = "--price",
            paramLabel = "MODEL=IN/OUT",
            converter = PriceOption.Converter.class,
            description =
                    "a model's price in USD per million tokens, as gpt-4o-mini=0.15/0.60; may be repeated; without it the catalog's, where the model's name is known there")
    private List<PriceOption> given = new ArrayList<>();

    /** @throws IllegalArgumentException when a price is for a model that the recording does not have */
    Prices prices(Recording recording, List<String> models) {
        return new Prices(given, recording, PriceCatalog.shipped(Clock.systemUTC()), models);
    }
}
