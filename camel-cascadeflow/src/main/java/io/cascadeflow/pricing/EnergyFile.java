package io.cascadeflow.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Energy as it is written in a file; the head of {@code energy.txt} says how. */
final class EnergyFile {

    private static final String SHIPPED = "energy.txt";

    private final Map<String, String> sources = new HashMap<>();
    private final List<String> providers = new ArrayList<>();
    private final Map<String, Energy> models = new HashMap<>();

    private EnergyFile() {}

    /** By {@code provider:model} in lower case. */
    static Map<String, Energy> shipped() {
        try (InputStream in = EnergyFile.class.getResourceAsStream(SHIPPED)) {
            return parse(
                    SHIPPED, new String(Objects.requireNonNull(in, SHIPPED).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Energy> parse(String name, String text) {
        EnergyFile file = new EnergyFile();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                file.read(lines.get(i));
            } catch (RuntimeException e) {
                throw new IllegalArgumentException("%s, line %d: %s".formatted(name, i + 1, e.getMessage()), e);
            }
        }
        return file.models;
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) {
            return;
        }
        List<String> words = List.of(line.strip().split("\\s+"));
        List<String> rest = words.subList(1, words.size());
        switch (words.get(0)) {
            case "source" -> sources.put(rest.get(0), String.join(" ", rest.subList(1, rest.size())));
            case "at" -> providers.addAll(rest);
            case "energy" -> energy(rest);
            default -> throw new IllegalArgumentException("'%s' is no kind of line".formatted(words.get(0)));
        }
    }

    private void energy(List<String> words) {
        Map<String, String> fields = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 0) {
                names.add(word.toLowerCase(Locale.ROOT));
            } else {
                fields.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        Energy energy = new Energy(
                0,
                EnergyEstimate.wattHours(
                        Double.parseDouble(need(fields, "active")), Double.parseDouble(need(fields, "total"))),
                new Provenance(need(sources, need(fields, "src")), LocalDate.parse(need(fields, "on")), null, null));
        for (String name : names) {
            for (String provider : providers) {
                if (models.put(provider + ":" + name, energy) != null) {
                    throw new IllegalArgumentException("'%s' is there twice".formatted(name));
                }
            }
        }
    }

    private static String need(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("'%s' is missing".formatted(name));
        }
        return value;
    }
}
