package io.cascadeflow.guard.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Finds what reads like instructions to a model, in a text that should only inform it. A tripwire: it knows some phrases of some
 * languages, and nobody who knows them has to use them. Bind another {@link Detector} of the kind {@code injection} to look otherwise.
 * Immutable.
 */
public final class InjectionDetector implements Detector {

    /** What it finds. */
    public static final String KIND = "injection";

    /** That of the data in the jar. */
    public static final InjectionDetector SHIPPED = new InjectionDetector(read());

    private final PhraseFinder phrases;
    private final List<String> marks = new ArrayList<>();

    private InjectionDetector(JsonNode data) {
        List<Phrase> all = new ArrayList<>();
        data.required("phrases").forEach(each -> {
            List<Set<String>> steps = new ArrayList<>();
            each.required("steps").forEach(step -> steps.add(texts(step)));
            all.add(new Phrase(KIND, steps, each.required("gap").intValue()));
        });
        texts(data.required("exactly")).forEach(text -> all.add(Phrase.exactly(KIND, text)));
        marks.addAll(texts(data.required("marks")));
        phrases = new PhraseFinder(all);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(each -> texts.add(each.textValue()));
        return texts;
    }

    private static JsonNode read() {
        String name = "/META-INF/io/cascadeflow/guard/injection.json";
        try (InputStream in = Objects.requireNonNull(InjectionDetector.class.getResourceAsStream(name), name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " in the jar cannot be read", e);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        phrases.find(text).forEach(each -> found.add(new Span(each.start(), each.end(), KIND)));
        for (String mark : marks) {
            for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + mark.length())) {
                found.add(new Span(at, at + mark.length(), KIND));
            }
        }
        return found;
    }
}
