package io.cascadeflow.camel.retrieval;

import io.cascadeflow.retrieval.Passage;
import java.io.File;
import java.io.InputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** Reads passages as endpoints give them. */
final class PassageReader {

    private PassageReader() {}

    /**
     * Those of a body: one of them or several, each a {@link Passage}, a Map with {@code text} (or {@code content}), {@code id} and
     * {@code score}, or what Camel makes a text of. Nothing is none.
     *
     * @throws IllegalArgumentException naming the place of what is no passage
     */
    static List<Passage> of(@Nullable Object body, TypeConverter converter) {
        List<Passage> passages = new ArrayList<>();
        if (body instanceof Iterable<?> several) {
            several.forEach(each -> add(each, converter, passages));
        } else if (body instanceof Object[] several) {
            Arrays.asList(several).forEach(each -> add(each, converter, passages));
        } else {
            add(body, converter, passages);
        }
        return passages;
    }

    private static void add(@Nullable Object given, TypeConverter converter, List<Passage> passages) {
        if (given == null) {
            return;
        }
        String place = "passage %d of the source".formatted(passages.size() + 1);
        if (given instanceof Passage passage) {
            passages.add(passage);
        } else if (given instanceof Map<?, ?> map) {
            passages.add(passage(map, place));
        } else {
            passages.add(Passage.of(text(given, converter, place)));
        }
    }

    private static String text(Object given, TypeConverter converter, String place) {
        boolean textual = given instanceof CharSequence
                || given instanceof byte[]
                || given instanceof InputStream
                || given instanceof Reader
                || given instanceof StreamCache
                || given instanceof WrappedFile<?>
                || given instanceof File;
        String text = textual ? converter.tryConvertTo(String.class, given) : null;
        if (text == null) {
            throw new IllegalArgumentException(
                    "%s is of type %s; give texts, Maps with text, id and score, or io.cascadeflow.retrieval.Passage"
                            .formatted(place, given.getClass().getName()));
        }
        return text;
    }

    private static Passage passage(Map<?, ?> map, String place) {
        Object text = map.get("text") == null ? map.get("content") : map.get("text");
        if (!(text instanceof CharSequence)) {
            throw new IllegalArgumentException(
                    "%s is a Map without a text; give it text, and if there are some id and score".formatted(place));
        }
        Object id = map.get("id");
        return new Passage(id == null ? null : id.toString(), text.toString(), score(map.get("score"), place));
    }

    private static @Nullable Double score(@Nullable Object score, String place) {
        if (score == null) {
            return null;
        }
        try {
            double number = score instanceof Number known ? known.doubleValue() : Double.parseDouble(score.toString());
            return Double.isNaN(number) ? null : Double.valueOf(number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s has a score that is no number".formatted(place), e);
        }
    }
}
