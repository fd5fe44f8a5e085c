package io.cascadeflow.provider.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.provider.Source;
import io.cascadeflow.provider.offline.SourceException;
import io.cascadeflow.provider.offline.SourceLines;
import io.cascadeflow.provider.recorded.ItemJson.CutOffException;
import io.cascadeflow.provider.recorded.ItemJson.Feedback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a recording line by line, and refuses what would make its figures wrong. */
final class RecordingReader {

    private final String name;
    private final List<RecordedItem> items = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, Integer> placeOfId = new HashMap<>();
    private final Map<String, Feedback> feedback = new LinkedHashMap<>();
    private Label.@Nullable Kind labels;
    private int lineOfLabels;

    private RecordingReader(String name) {
        this.name = name;
    }

    static Recording read(Source source) {
        RecordingReader reader = new RecordingReader(source.name());
        try (SourceLines lines = SourceLines.of(source)) {
            for (byte[] text = lines.next(); text != null; text = lines.next()) {
                reader.add(text, lines);
            }
        }
        return reader.recording();
    }

    private Recording recording() {
        if (items.isEmpty()) {
            throw new SourceException(name, 0, "is empty; a recording has one JSON object a line", null);
        }
        joinFeedback();
        return new Recording(name, items, labels, remarks);
    }

    private void joinFeedback() {
        List<Integer> lost = new ArrayList<>();
        for (Feedback said : feedback.values()) {
            Integer place = placeOfId.get(said.id());
            if (place == null || items.get(place).given() == null) {
                lost.add(said.line());
            } else {
                items.set(place, items.get(place).withFeedback(said.label()));
            }
        }
        if (!lost.isEmpty()) {
            remarks.add("%d lines of feedback are about no answer that is here, the first is line %d"
                    .formatted(lost.size(), lost.get(0)));
        }
    }

    private void add(byte[] text, SourceLines lines) {
        try {
            add(text, lines.number());
        } catch (CutOffException e) {
            if (lines.isTerminated()) {
                throw new SourceException(name, lines.number(), String.valueOf(e.getMessage()), e);
            }
            // whoever wrote it was killed: all lines before this one are whole
            remarks.add("line %d, the last, stops in its middle and is left out".formatted(lines.number()));
        } catch (IllegalArgumentException e) {
            throw new SourceException(name, lines.number(), String.valueOf(e.getMessage()), e);
        }
    }

    private void add(byte[] text, int line) {
        JsonNode node = ItemJson.parse(text);
        Feedback said = ItemJson.feedback(node, line);
        if (said != null) {
            requireSameKind(said.label(), line);
            feedback.put(said.id(), said);
            return;
        }
        RecordedItem item = ItemJson.read(node, line);
        requireNewId(item);
        item.answers().values().forEach(samples -> samples.forEach(answer -> requireSameKind(answer.label(), line)));
        items.add(item);
    }

    private void requireNewId(RecordedItem item) {
        Integer before = placeOfId.putIfAbsent(item.id(), items.size());
        if (before != null) {
            throw new IllegalArgumentException("the id '%s' is there already, in line %d; give each question its own"
                    .formatted(item.id(), items.get(before).line()));
        }
    }

    private void requireSameKind(@Nullable Label label, int line) {
        if (label == null) {
            return;
        }
        if (labels == null) {
            labels = label.kind();
            lineOfLabels = line;
        }
        if (labels != label.kind()) {
            throw new IllegalArgumentException(
                    "mixed label kinds: this line has %s, line %d has %s; use either correct or score throughout"
                            .formatted(label.kind().field(), lineOfLabels, labels.field()));
        }
    }
}
