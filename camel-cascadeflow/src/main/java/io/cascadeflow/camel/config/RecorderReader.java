package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.RecorderConfiguration.Kept;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code recorder}.
 *
 * @param problems where wrong values go
 * @param values reads single values
 */
record RecorderReader(Problems problems, Values values) {

    private static final List<String> KEYS = List.of("file", "content", "maxFileSize", "keep", "share");
    private static final long DEFAULT_SIZE = 64L << 20;
    private static final int DEFAULT_KEEP = 10;
    private static final int MOST_KEPT = 10_000;

    /** Null when it is wrong, which has been told. */
    @Nullable
    RecorderConfiguration recorder(Tree tree) {
        Section section = Section.of(tree, KEYS, problems);
        Optional<String> file = section.need("file").flatMap(values::text);
        Kept kept = section.get("content")
                .flatMap(word -> values.word(word, List.of("full", "redacted", "features")))
                .map(word -> Kept.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(Kept.FEATURES);
        long size = section.get("maxFileSize").flatMap(values::bytes).orElse(DEFAULT_SIZE);
        int keep = section.get("keep")
                .flatMap(files -> values.count(files, 0, MOST_KEPT, "number of files"))
                .orElse(DEFAULT_KEEP);
        double share = section.get("share").flatMap(this::share).orElse(1.0);
        return file.map(name -> new RecorderConfiguration(name, kept, size, keep, share))
                .orElse(null);
    }

    private Optional<Double> share(Tree tree) {
        return values.number(tree)
                .filter(number -> values.holds(
                        tree,
                        number.signum() > 0 && number.compareTo(BigDecimal.ONE) <= 0,
                        "%s is no share of questions to record; write a number above 0, at most 1"))
                .map(BigDecimal::doubleValue);
    }
}
