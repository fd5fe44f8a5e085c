package io.cascadeflow.provider.recorded;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a fitter needs of an answer whose text is not kept. No word can be read from it; who has a word can still tell whether
 * its bucket occurs.
 *
 * @param signals what was observed of the answer, by name; absent ones are not there
 * @param question how much of each bucket of hashed words the question has
 * @param answer likewise of the answer
 */
public record RecordedFeatures(Map<String, Double> signals, Map<Integer, Float> question, Map<Integer, Float> answer) {

    public RecordedFeatures {
        signals = Collections.unmodifiableMap(new TreeMap<>(signals));
        question = Collections.unmodifiableMap(new TreeMap<>(question));
        answer = Collections.unmodifiableMap(new TreeMap<>(answer));
    }
}
