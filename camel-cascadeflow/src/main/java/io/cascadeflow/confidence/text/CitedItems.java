package io.cascadeflow.confidence.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What stands between the brackets of a citation. */
final class CitedItems {

    /** A place, or several from one to another; longer numbers are years. */
    private static final Pattern PLACES = Pattern.compile("\\^?(\\d{1,3})(?:\\s?[-\u2013]\\s?(\\d{1,3}))?");

    private static final Pattern BETWEEN = Pattern.compile("[,;]");

    private static final String SEPARATORS = "/#.:_-@";
    private static final int WIDEST = 64;

    private final int passages;
    private final Map<String, Integer> places = new HashMap<>();
    /** Those that some id has. */
    private final StringBuilder separators = new StringBuilder();

    /**
     * One of them.
     *
     * @param places that were given, from 1
     * @param unknown what was not; absent when all was
     */
    record Item(List<Integer> places, @Nullable String unknown, boolean none) {}

    CitedItems(List<String> ids) {
        passages = ids.size();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (!id.isEmpty()) {
                places.putIfAbsent(id.toLowerCase(Locale.ROOT), i + 1);
                id.chars().filter(c -> SEPARATORS.indexOf(c) >= 0).forEach(c -> separators.append((char) c));
            }
        }
    }

    /**
     * All of them; empty when one of them is nothing that is cited.
     *
     * @param link whether an address follows, so that only a known id is one
     */
    List<Item> of(String content, boolean link) {
        Integer whole = places.get(content.strip().toLowerCase(Locale.ROOT));
        if (whole != null) {
            return List.of(new Item(List.of(whole), null, false));
        }
        List<Item> items = new ArrayList<>();
        for (String each : BETWEEN.split(content, -1)) {
            Item item = item(each.strip(), link);
            if (item == null) {
                return List.of();
            }
            items.add(item);
        }
        return items;
    }

    private @Nullable Item item(String text, boolean link) {
        if (text.equalsIgnoreCase("none")) {
            return new Item(List.of(), null, true);
        }
        Integer known = places.get(text.toLowerCase(Locale.ROOT));
        if (known != null) {
            return new Item(List.of(known), null, false);
        }
        Matcher numbers = PLACES.matcher(text);
        if (numbers.matches()) {
            int from = Integer.parseInt(numbers.group(1));
            return range(text, from, numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2)));
        }
        return !link && looksLikeAnId(text) ? new Item(List.of(), text, false) : null;
    }

    private @Nullable Item range(String text, int from, int to) {
        if (to < from || to - from > WIDEST) {
            return null;
        }
        List<Integer> given = IntStream.rangeClosed(from, to)
                .filter(place -> place >= 1 && place <= passages)
                .boxed()
                .toList();
        return new Item(given, given.size() == to - from + 1 ? null : text, false);
    }

    /** Made of one word with a letter and a separator as the given ones have it. */
    private boolean looksLikeAnId(String text) {
        return !text.isEmpty()
                && text.chars().noneMatch(Character::isWhitespace)
                && text.chars().anyMatch(Character::isLetter)
                && Character.isLetterOrDigit(text.charAt(0))
                && Character.isLetterOrDigit(text.charAt(text.length() - 1))
                && text.chars().anyMatch(c -> separators.indexOf(Character.toString((char) c)) >= 0);
    }
}
