package io.cascadeflow.examples.replay;

import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.util.List;

/**
 * The two models of a cascade.
 *
 * @param small the name of the one that is asked first
 * @param large the name of the one that is asked when the draft is not accepted
 */
record Pair(String small, String large) {

    List<String> models() {
        return List.of(small, large);
    }

    /** As people write it, {@code small > large}. */
    @Override
    public String toString() {
        return small + " > " + large;
    }

    /**
     * The questions that both answered: only of those is it known what a cascade would have done.
     *
     * @throws IllegalArgumentException when there is none
     */
    List<RecordedItem> questionsIn(Recording recording) {
        recording.requireModel(small);
        recording.requireModel(large);
        List<RecordedItem> both = recording.items().stream()
                .filter(item ->
                        !item.samples(small).isEmpty() && !item.samples(large).isEmpty())
                .toList();
        if (both.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s: no question has answers of both '%s' and '%s'".formatted(recording.name(), small, large));
        }
        return both;
    }

    /**
     * Those questions that the small model answered often enough.
     *
     * @throws IllegalArgumentException when there is none
     */
    List<RecordedItem> withSamples(Recording recording, List<RecordedItem> items, int samples) {
        List<RecordedItem> enough = items.stream()
                .filter(item -> item.samples(small).size() >= samples)
                .toList();
        if (enough.isEmpty()) {
            throw new IllegalArgumentException("%s: no question has %d answers of '%s', which the gate looks at"
                    .formatted(recording.name(), samples, small));
        }
        return enough;
    }
}
