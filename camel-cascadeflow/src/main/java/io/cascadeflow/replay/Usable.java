package io.cascadeflow.replay;

import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.util.List;
import java.util.stream.Collectors;

/** The part of a recording that a gate can learn from, or a clear word about what it lacks. */
final class Usable {

    /** Enough of them to find the pattern in the file. */
    private static final int LINES_NAMED = 5;

    private final Recording recording;
    private final String small;
    private final String large;
    private final int samples;

    Usable(Recording recording, String small, String large, int samples) {
        this.recording = recording;
        this.small = small;
        this.large = large;
        this.samples = samples;
        recording.requireModel(small);
        recording.requireModel(large);
        requireLabels();
    }

    /** Questions that both models answered, often enough, with labels. */
    List<RecordedItem> items() {
        List<RecordedItem> answered = recording.items().stream()
                .filter(item ->
                        !item.samples(small).isEmpty() && !item.samples(large).isEmpty())
                .toList();
        List<RecordedItem> sampled = answered.stream()
                .filter(item -> item.samples(small).size() >= samples)
                .toList();
        if (sampled.size() < Lessons.FEWEST && answered.size() >= Lessons.FEWEST) {
            throw problem("%d questions have %d answers of '%s'; %d are needed; lines with fewer: %s"
                    .formatted(
                            sampled.size(),
                            samples,
                            small,
                            Lessons.FEWEST,
                            lines(answered.stream()
                                    .filter(item -> item.samples(small).size() < samples)
                                    .toList())));
        }
        List<RecordedItem> labelled = sampled.stream()
                .filter(item -> item.samples(small).get(0).label() != null
                        && item.samples(large).get(0).label() != null)
                .toList();
        if (labelled.size() < Lessons.FEWEST) {
            throw tooFew(sampled, labelled);
        }
        return labelled;
    }

    private IllegalArgumentException tooFew(List<RecordedItem> sampled, List<RecordedItem> labelled) {
        List<RecordedItem> without =
                sampled.stream().filter(item -> !labelled.contains(item)).toList();
        String where = without.isEmpty() ? "" : "; lines without a label of one of them: " + lines(without);
        return problem(
                "%d questions have labelled answers of both '%s' and '%s'; at least %d are needed, some hundred are better%s"
                        .formatted(labelled.size(), small, large, Lessons.FEWEST, where));
    }

    private void requireLabels() {
        if (recording.labels() == null) {
            throw problem(
                    "no answer has a label, line 1 neither; give each answer \"correct\": true or false, or a \"score\"");
        }
    }

    void requireBothKinds(List<Labels> labels, int fewest) {
        long right = labels.stream().filter(Labels::draftRight).count();
        if (Math.min(right, labels.size() - right) < fewest) {
            throw problem(
                    "of the drafts of '%s', lines %s, %d are right and %d wrong; a gate learns from at least %d of each"
                            .formatted(small, span(), right, labels.size() - right, fewest));
        }
    }

    Labels labels(RecordedAnswer draft, RecordedAnswer best) {
        Label ofDraft = draft.label();
        Label ofBest = best.label();
        if (ofDraft == null || ofBest == null) {
            throw new IllegalStateException("an answer without a label was not left out");
        }
        return Labels.of(ofDraft, ofBest);
    }

    private String span() {
        List<RecordedItem> items = recording.items();
        return items.get(0).line() + " to " + items.get(items.size() - 1).line();
    }

    private static String lines(List<RecordedItem> items) {
        String named = items.stream()
                .limit(LINES_NAMED)
                .map(item -> String.valueOf(item.line()))
                .collect(Collectors.joining(", "));
        return items.size() > LINES_NAMED ? named + " and %d more".formatted(items.size() - LINES_NAMED) : named;
    }

    private IllegalArgumentException problem(String problem) {
        return new IllegalArgumentException(recording.name() + ": " + problem);
    }
}
