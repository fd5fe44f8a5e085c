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
 */
record Words(Set<String> spaced, Set<String> unspaced) {

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
        return new Words(spaced, unspaced);
    }

    /** How far before {@code at} the nearest of them ends; not below 0, or −1 when there is none in reach. */
    int before(String text, int at) {
        int from = Math.max(0, at - REACH);
        String window = text.substring(from, at).toLowerCase(Locale.ROOT);
        int line = Math.max(window.lastIndexOf('\n'), window.lastIndexOf('\r'));
        return nearest(window.substring(line + 1));
    }

    private int nearest(String window) {
        int nearest = -1;
        int end = window.length();
        while (end > 0 && nearest < 0) {
            int last = end;
            while (last > 0 && !Character.isLetter(window.charAt(last - 1))) {
                last--;
            }
            int first = last;
            while (first > 0 && Character.isLetter(window.charAt(first - 1))) {
                first--;
            }
            if (first < last && spaced.contains(window.substring(first, last))) {
                nearest = window.length() - last;
            }
            end = first;
        }
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
