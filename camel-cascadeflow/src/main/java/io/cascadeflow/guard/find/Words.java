package io.cascadeflow.guard.find;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Words that say what a number after them is. Immutable.
 *
 * @param spaced those of scripts that put spaces between words; in lower case
 * @param unspaced those that can stand anywhere
 * @param longest the length of the longest of those in {@code spaced}
 */
record Words(Set<String> spaced, Set<String> unspaced, int longest) {

    /** How far before a number a word says what it is, in UTF-16 units. */
    private static final int REACH = 48;

    Words {
        spaced = Set.copyOf(spaced);
        unspaced = Set.copyOf(unspaced);
    }

    static Words of(Collection<String> words) {
        Set<String> spaced = new HashSet<>();
        Set<String> unspaced = new HashSet<>();
        for (String word : words) {
            (word.chars().anyMatch(c -> Characters.isUnspaced((char) c)) ? unspaced : spaced)
                    .add(word.toLowerCase(Locale.ROOT));
        }
        int longest = spaced.stream().mapToInt(String::length).max().orElse(0);
        return new Words(spaced, unspaced, longest);
    }

    /** How far before {@code at} the nearest of them ends; not below 0, or −1 when there is none in reach. */
    int before(String text, int at) {
        int from = Math.max(0, at - REACH);
        boolean anyUnspaced = false;
        for (int i = at - 1; i >= from; i--) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                from = i + 1;
                break;
            }
            anyUnspaced |= Characters.isUnspaced(c);
        }
        int nearest = nearestSpaced(text, from, at);
        return anyUnspaced && !unspaced.isEmpty()
                ? nearerUnspaced(text.substring(from, at).toLowerCase(Locale.ROOT), nearest)
                : nearest;
    }

    private int nearestSpaced(String text, int from, int at) {
        int end = at;
        while (end > from) {
            int last = end;
            while (last > from && !Character.isLetter(text.charAt(last - 1))) {
                last--;
            }
            int first = last;
            while (first > from && Character.isLetter(text.charAt(first - 1))) {
                first--;
            }
            if (first < last
                    && last - first <= longest
                    && spaced.contains(text.substring(first, last).toLowerCase(Locale.ROOT))) {
                return at - last;
            }
            end = first;
        }
        return -1;
    }

    private int nearerUnspaced(String window, int spacedOne) {
        int nearest = spacedOne;
        for (String word : unspaced) {
            int place = window.lastIndexOf(word);
            int distance = window.length() - place - word.length();
            if (place >= 0 && (nearest < 0 || distance < nearest)) {
                nearest = distance;
            }
        }
        return nearest;
    }
}
