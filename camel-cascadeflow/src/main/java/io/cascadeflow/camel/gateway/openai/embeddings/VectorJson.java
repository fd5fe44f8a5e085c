package io.cascadeflow.camel.gateway.openai.embeddings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.cascadeflow.provider.WireJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/** One vector in JSON. */
final class VectorJson {

    private VectorJson() {}

    static JsonNode numbers(float[] vector) {
        ArrayNode numbers = WireJson.array();
        for (float number : vector) {
            numbers.add(number);
        }
        return numbers;
    }

    static JsonNode base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return new TextNode(Base64.getEncoder().encodeToString(bytes.array()));
    }
}
