package io.cascadeflow.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Prices as they are written in a file; the head of {@code prices.txt} says how.
 *
 * @param asOf the newest day on which a price was read at its source
 * @param maxAgeDays for how many days after it was read a price may stand in the file; the greatest number where it does not say
 * @param shelves the models by provider
 */
record PriceFile(LocalDate asOf, int maxAgeDays, Map<String, PriceShelf> shelves) {

    private static final String SHIPPED = "prices.txt";

    static PriceFile shipped() {
        try (InputStream in = PriceFile.class.getResourceAsStream(SHIPPED)) {
            return parse(
                    SHIPPED, new String(Objects.requireNonNull(in, SHIPPED).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PriceFile parse(String name, String text) {
        Reader reader = new Reader();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                reader.read(lines.get(i));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("%s, line %d: %s".formatted(name, i + 1, e.getMessage()), e);
            }
        }
        return reader.finish();
    }

    PriceShelf shelf(String provider) {
        return shelves.getOrDefault(provider, PriceShelf.EMPTY);
    }

    /** The models whose price is older on {@code day} than the file allows, each with the day on which it was read. */
    List<String> tooOld(LocalDate day) {
        return shelves.values().stream()
                .flatMap(shelf -> shelf.rows().stream())
                .flatMap(row -> row.prices().stream()
                        .map(ModelPrice::provenance)
                        .filter(provenance -> isTooOld(provenance, day))
                        .map(provenance -> row.model() + " of " + provenance.asOf()))
                .sorted()
                .toList();
    }

    /** What is in force no more cannot be read again. */
    private boolean isTooOld(Provenance provenance, LocalDate day) {
        LocalDate read = provenance.asOf();
        LocalDate until = provenance.until();
        boolean over = until != null && !day.isBefore(until);
        return read != null && !over && ChronoUnit.DAYS.between(read, day) > maxAgeDays;
    }

    private static final class Reader {
        private final Map<String, String> sources = new HashMap<>();
        private final Map<String, List<String>> prefixes = new HashMap<>();
        private final Map<String, List<String>> borrows = new HashMap<>();
        private final Map<String, PriceLines> models = new LinkedHashMap<>();
        private LocalDate asOf = LocalDate.MIN;
        private int maxAgeDays = Integer.MAX_VALUE;
        private PriceLines last = new PriceLines("", "");

        void read(String line) {
            if (line.isBlank() || line.startsWith("#")) {
                return;
            }
            List<String> words = List.of(line.strip().split("\\s+"));
            List<String> rest = words.subList(2, words.size());
            switch (words.get(0)) {
                case "age" -> maxAgeDays = days(words.get(1));
                case "source" -> sources.put(words.get(1), String.join(" ", rest));
                case "strip" -> prefixes.put(words.get(1), rest);
                case "borrow" -> borrows.put(words.get(1), rest);
                case "price" -> price(words.get(1), words.get(2), fields(words.subList(3, words.size())));
                case "above" -> last.step(Long.parseLong(words.get(1)), fields(rest));
                default -> throw new IllegalArgumentException("'%s' is no kind of line".formatted(words.get(0)));
            }
        }

        private static int days(String text) {
            int days = Integer.parseInt(text);
            if (days < 1) {
                throw new IllegalArgumentException("an age of %d days allows no price at all".formatted(days));
            }
            return days;
        }

        private void price(String provider, String model, Map<String, String> fields) {
            last = models.computeIfAbsent(provider + ":" + model, id -> new PriceLines(provider, model));
            LocalDate on = last.price(fields, sources);
            asOf = on.isAfter(asOf) ? on : asOf;
        }

        private static Map<String, String> fields(List<String> words) {
            Map<String, String> fields = new HashMap<>();
            for (String word : words) {
                int equals = word.indexOf('=');
                fields.put(equals < 0 ? word : word.substring(0, equals), word.substring(equals + 1));
            }
            return fields;
        }

        PriceFile finish() {
            Map<String, List<PriceRow>> rows = new HashMap<>();
            models.values()
                    .forEach(lines -> rows.computeIfAbsent(lines.provider(), p -> new ArrayList<>())
                            .add(lines.row()));
            Map<String, PriceShelf> shelves = new HashMap<>();
            rows.forEach((provider, own) ->
                    shelves.put(provider, PriceShelf.of(own, prefixes.getOrDefault(provider, List.of()))));
            Map<String, PriceShelf> linked = new HashMap<>(shelves);
            borrows.forEach((provider, from) -> linked.computeIfPresent(
                    provider,
                    (p, shelf) -> shelf.borrowing(from.stream()
                            .map(other -> shelves.getOrDefault(other, PriceShelf.EMPTY))
                            .toList())));
            return new PriceFile(asOf, maxAgeDays, Map.copyOf(linked));
        }
    }
}
