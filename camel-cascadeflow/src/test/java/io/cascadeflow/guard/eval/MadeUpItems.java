package io.cascadeflow.guard.eval;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The set that guards are measured on: in 20 locales, for each kind of personal data, sentences with one in them, and as many
 * again with something that only looks so. The same each time.
 */
public final class MadeUpItems {

    public static final List<String> KINDS = List.of("email", "phone", "card", "iban", "ip", "id");

    private static final int EACH = 30;
    private static final int NEGATIVES = 100;

    private final Chance chance;
    private final MadeUpValues values;
    private final MadeUpLookalikes lookalikes;
    private final Map<String, Map<String, List<String>>> sentences = new LinkedHashMap<>();

    private MadeUpItems(long seed) {
        this.chance = new Chance(seed);
        Map<String, List<String>> phones = new LinkedHashMap<>();
        for (String line : lines("/guard/phones.txt")) {
            phones.computeIfAbsent(line.substring(0, 5), locale -> new ArrayList<>())
                    .add(line.substring(6));
        }
        for (String line : lines("/guard/sentences.txt")) {
            String[] parts = line.split("\\|", 3);
            sentences
                    .computeIfAbsent(parts[0], locale -> new LinkedHashMap<>())
                    .computeIfAbsent(parts[1], kind -> new ArrayList<>())
                    .add(parts[2]);
        }
        this.values = new MadeUpValues(chance, phones);
        this.lookalikes = new MadeUpLookalikes(chance, values);
    }

    /** Over 5,000 of them. */
    public static List<Item> all(long seed) {
        return new MadeUpItems(seed).all();
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(MadeUpItems.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Item> all() {
        List<Item> items = new ArrayList<>();
        for (String locale : sentences.keySet()) {
            for (String kind : KINDS) {
                for (int i = 0; i < EACH; i++) {
                    items.add(item(locale, kind, kind, values.of(kind, locale), kind));
                }
            }
            for (int i = 0; i < NEGATIVES; i++) {
                MadeUpLookalikes.Lookalike like = lookalikes.of(locale);
                items.add(item(locale, Item.NONE, like.sentence(), like.text(), like.form()));
            }
        }
        return items;
    }

    private Item item(String locale, String kind, String sentence, String value, String form) {
        String around = chance.of(sentences.getOrDefault(locale, Map.of()).getOrDefault(sentence, List.of()));
        int start = around.indexOf("{}");
        return new Item(locale, kind, around.replace("{}", value), start, start + value.length(), form);
    }
}
