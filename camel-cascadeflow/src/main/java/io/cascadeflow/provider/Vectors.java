package io.cascadeflow.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads lists of numbers as vectors. */
public final class Vectors {

    private Vectors() {}

    /**
     * One vector for each of {@code texts} texts, in order.
     *
     * @param lists one list of numbers each
     * @throws IllegalArgumentException unless there are as many, all of one length and of finite numbers, in words that tell nothing
     *     of the reply
     */
    public static List<float[]> of(List<JsonNode> lists, int texts) {
        if (lists.size() != texts) {
            throw new IllegalArgumentException("there are %d vectors for %d texts".formatted(lists.size(), texts));
        }
        List<float[]> vectors = new ArrayList<>(texts);
        lists.forEach(list -> vectors.add(numbers(list)));
        for (float[] vector : vectors) {
            if (vector.length == 0 || vector.length != vectors.get(0).length) {
                throw new IllegalArgumentException("its vectors are missing or not all of one length");
            }
        }
        return vectors;
    }

    private static float[] numbers(JsonNode list) {
        float[] vector = new float[list.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] =
                    list.get(i) != null && list.get(i).isNumber() ? list.get(i).floatValue() : Float.NaN;
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException("a vector has something in it that is no finite number");
            }
        }
        return vector;
    }
}
