package io.cascadeflow.retrieval;

import io.cascadeflow.confidence.text.Citations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is taken of the passages that a source gave: in its order, each once, within bounds, and with nothing in it that could pass
 * for one of our citations. Immutable.
 *
 * @param passages what is taken
 * @param duplicates how many were left out because the same text was there already
 * @param left how many were left out for a low score, or because there were enough
 * @param cut how many of those that are taken are not whole
 */
public record Taken(List<Passage> passages, int duplicates, int left, int cut) {

    /** A shorter rest of a passage says nothing. */
    static final int SHORTEST_REST = 200;

    private static final Pattern CITABLE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._/#:@ -]{0,119}");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}(\\s?-\\s?\\d{1,3})?");

    /**
     * How much is taken.
     *
     * @param top passages at most
     * @param minScore the least score; one without a score is taken. Absent for any
     * @param maxChars characters of all of them together
     */
    public record Bounds(int top, @Nullable Double minScore, int maxChars) {}

    public Taken {
        passages = List.copyOf(passages);
    }

    public static Taken of(List<Passage> found, Bounds bounds) {
        return new Taking(bounds).of(found);
    }

    /** How passages are called in citations, in their order; empty where one is cited by its place alone. */
    public static List<String> ids(List<Passage> passages) {
        return passages.stream()
                .map(passage -> passage.id() == null ? "" : passage.id())
                .toList();
    }

    private static final class Taking {

        private final Bounds bounds;
        private final List<Passage> taken = new ArrayList<>();
        private final Set<String> texts = new HashSet<>();
        private final Set<String> ids = new HashSet<>();
        private int room;
        private int duplicates;
        private int left;
        private int cut;

        Taking(Bounds bounds) {
            this.bounds = bounds;
            room = bounds.maxChars();
        }

        Taken of(List<Passage> found) {
            found.forEach(this::take);
            return new Taken(taken, duplicates, left, cut);
        }

        private void take(Passage passage) {
            if (passage.text().isBlank()) {
                return;
            }
            boolean low = bounds.minScore() != null && passage.score() != null && passage.score() < bounds.minScore();
            if (low
                    || taken.size() == bounds.top()
                    || room < Math.min(passage.text().length(), SHORTEST_REST)) {
                left++;
                return;
            }
            String text = Citations.without(fitting(passage.text()));
            if (!texts.add(text.strip().replaceAll("\\s+", " "))) {
                duplicates++;
                return;
            }
            cut += text.length() < passage.text().length() ? 1 : 0;
            room -= text.length();
            taken.add(passage.withText(text).withId(id(passage.id())));
        }

        /** Never half of a character. */
        private String fitting(String text) {
            if (text.length() <= room) {
                return text;
            }
            int end = Character.isHighSurrogate(text.charAt(room - 1)) ? room - 1 : room;
            return text.substring(0, end);
        }

        /** Absent where it could be taken for a place, would break the frame, or is another passage's. */
        private @Nullable String id(@Nullable String given) {
            String id = given == null ? "" : given.strip();
            boolean citable =
                    CITABLE.matcher(id).matches() && !NUMBER.matcher(id).matches() && !id.equalsIgnoreCase("none");
            return citable && ids.add(id.toLowerCase(Locale.ROOT)) ? id : null;
        }
    }
}
