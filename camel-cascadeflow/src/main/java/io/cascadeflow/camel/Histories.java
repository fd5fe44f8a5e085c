package io.cascadeflow.camel;

import io.cascadeflow.confidence.History;
import io.cascadeflow.confidence.History.Lesson;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.provider.Source;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads histories from recordings; endpoints with the same recording and model share one. */
final class Histories {

    private static final Logger LOG = LoggerFactory.getLogger(Histories.class);

    private final Map<Key, History> read = new ConcurrentHashMap<>();

    private record Key(String location, String model) {}

    /** @throws IllegalArgumentException when the recording cannot be read, or has no labelled answer of the model */
    History of(Source source, ModelId model) {
        return read.computeIfAbsent(new Key(source.name(), model.toString()), key -> read(source, model));
    }

    private static History read(Source source, ModelId model) {
        Recording recording = Recording.read(source);
        String recorded = recording.models().contains(model.toString()) ? model.toString() : model.name();
        recording.requireModel(recorded);
        List<Lesson> lessons = new ArrayList<>();
        for (RecordedItem item : recording.items()) {
            quality(item.samples(recorded))
                    .ifPresent(quality -> lessons.add(new Lesson(item.request().question(), quality)));
        }
        if (lessons.isEmpty()) {
            throw new IllegalArgumentException(
                    "option history: no answer of model '%s' in %s has a label; give answers \"correct\": true or false, or a \"score\""
                            .formatted(recorded, source.name()));
        }
        History history = History.of(lessons);
        if (history.size() < lessons.size()) {
            LOG.warn("{} is too long for a history: the first {} questions are used", source.name(), history.size());
        }
        return history;
    }

    /** The mean over samples that somebody judged. */
    private static OptionalDouble quality(List<RecordedAnswer> samples) {
        return samples.stream()
                .map(RecordedAnswer::label)
                .filter(Objects::nonNull)
                .mapToDouble(Label::quality)
                .average();
    }
}
