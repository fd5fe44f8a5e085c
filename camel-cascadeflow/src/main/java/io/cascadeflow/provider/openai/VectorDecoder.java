package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Reads the vectors of a reply, as lists of numbers or as base64 of little-endian floats. */
final class VectorDecoder {

    private VectorDecoder() {}

    /** @throws UnreadableReplyException unless there is one vector for each of {@code texts} texts, all of one length */
    static List<float[]> read(JsonNode reply, int texts) {
        JsonNode data = reply.path("data");
        if (data.size() != texts) {
            throw new UnreadableReplyException("there are %d vectors for %d texts".formatted(data.size(), texts));
        }
        float[][] vectors = new float[texts][];
        for (int i = 0; i < texts; i++) {
            vectors[index(data.get(i), i, texts)] = vector(data.get(i).path("embedding"));
        }
        check(vectors);
        return List.of(vectors);
    }

    /** Some servers give none: then the order says it. */
    private static int index(JsonNode item, int place, int texts) {
        int index = item.path("index").asInt(place);
        if (index < 0 || index >= texts) {
            throw new UnreadableReplyException("a vector has an index beyond the texts");
        }
        return index;
    }

    private static void check(float[][] vectors) {
        for (float[] vector : vectors) {
            if (vector == null || vector.length == 0 || vector.length != vectors[0].length) {
                throw new UnreadableReplyException("its vectors are missing or not all of one length");
            }
            for (float number : vector) {
                if (!Float.isFinite(number)) {
                    throw new UnreadableReplyException("a vector has a number in it that is not finite");
                }
            }
        }
    }

    private static float[] vector(JsonNode embedding) {
        return embedding.isTextual() ? decoded(embedding.textValue()) : numbers(embedding);
    }

    private static float[] numbers(JsonNode list) {
        float[] vector = new float[list.size()];
        for (int i = 0; i < vector.length; i++) {
            if (!list.get(i).isNumber()) {
                throw new UnreadableReplyException("a vector has something in it that is no number");
            }
            vector[i] = list.get(i).floatValue();
        }
        return vector;
    }

    private static float[] decoded(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            float[] vector = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(vector);
            return vector;
        } catch (IllegalArgumentException notBase64) {
            throw new UnreadableReplyException("a vector is a text that is not base64");
        }
    }
}
