package io.cascadeflow.provider.recorded;

import io.cascadeflow.provider.Source;
import io.cascadeflow.provider.offline.FileSource;
import io.cascadeflow.provider.offline.SourceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Questions with the answers that real models gave to them: JSON Lines, optionally gzip. Immutable.
 *
 * <pre>{@code
 * {"id","domain"?,"prompt" | "messages","passages"?,"citable"?,"weight"?,"given"?,"facts"?,
 *  "answers":{MODEL:[{"text","correct"? | "score"?,"finish"?,"usage"?,"logprobs"?,"latencyMs"?,"signals"?}]}}
 * {"feedback": ID, "correct" | "score"}
 * }</pre>
 *
 * <p>Facts are {@code {"cascade"?,"tenant"?,"user"?,"project"?,"tags"?:[...],"headers"?:{...},"at"?}}: what rules ask for beside
 * the question.
 *
 * <p>Citable is {@code {"demand": "off" | "noted" | "valid" | "required","ids"?:[...]}}: what was asked of citations, and how the
 * passages are called, one id for each.
 *
 * <p>Where texts are not to be kept, {@code prompt}, {@code messages} and {@code text} are left out, and each answer has
 * {@code "features":{"signals":{NAME:VALUE},"question":{BUCKET:VALUE},"answer":{BUCKET:VALUE}}} instead. A line of feedback
 * labels the answer that was {@code given} to the question of that id, wherever that stands; the last one counts.
 *
 * @param name for messages: where it was read from
 * @param items in the file's order; at least one
 * @param labels how its answers are judged; absent when none is
 * @param remarks what was left out of it, and why, for whoever reads it; usually nothing
 */
public record Recording(String name, List<RecordedItem> items, Label.@Nullable Kind labels, List<String> remarks) {

    public Recording {
        items = List.copyOf(items);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads the whole source.
     *
     * @throws SourceException when it cannot be read or is not a recording, with the line and what is needed
     */
    public static Recording read(Source source) {
        return RecordingReader.read(source);
    }

    /** Reads a file. See {@link #read(Source)}. */
    public static Recording read(Path file) {
        return read(new FileSource(file));
    }

    /** Every model that answered at least one question, by name. */
    public Set<String> models() {
        Set<String> models = new TreeSet<>();
        items.forEach(item -> models.addAll(item.answers().keySet()));
        return models;
    }

    /** @throws SourceException when {@code model} answered nothing here, with the models that did */
    public void requireModel(String model) {
        if (items.stream().allMatch(item -> item.samples(model).isEmpty())) {
            throw new SourceException(
                    name, 0, "no answer of model '%s'; there are answers of %s".formatted(model, models()), null);
        }
    }
}
