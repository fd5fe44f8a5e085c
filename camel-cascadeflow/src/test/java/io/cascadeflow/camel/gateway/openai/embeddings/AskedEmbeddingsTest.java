package io.cascadeflow.camel.gateway.openai.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a request for vectors asks, and how it is answered. */
class AskedEmbeddingsTest {

    private static final EmbeddingReply REPLY = new EmbeddingReply(
            "served", List.of(new float[] {0.5f, -0.25f}, new float[] {0.1f, 3}), TokenUsage.of(7, 0));

    private static AskedEmbeddings asked(String fields) {
        return AskedEmbeddings.read(WireJson.objectIn("{\"model\":\"m\",\"input\":\"x\"%s}".formatted(fields))
                .orElseThrow());
    }

    @Test
    void aTextOrAListOfTextsIsAskedFor() {
        assertThat(asked("").request()).isEqualTo(new EmbeddingRequest(List.of("x"), null, null));
        assertThat(asked(",\"input\":[\"a\",\"b\"],\"dimensions\":64,\"user\":\"u\"")
                        .request())
                .isEqualTo(new EmbeddingRequest(List.of("a", "b"), 64, "u"));
    }

    @Test
    void asManyTextsAsOpenAiTakesAreTaken() {
        String most = String.join(",", Collections.nCopies(2048, "\"a\""));

        assertThat(asked(",\"input\":[" + most + "]").request().texts()).hasSize(2048);
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> asked(",\"input\":[" + most + ",\"a\"]"))
                .withMessageContaining("2049 texts; give 1 to 2048");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"model\":null|model|is missing",
                "\"input\":null|input|is missing",
                "\"input\":\"\"|input|is missing",
                "\"input\":7|input|give a text",
                "\"input\":[]|input|give 1 to 2048",
                "\"input\":[1,2,3]|input|tokens",
                "\"input\":[[1,2],[3]]|input|tokens",
                "\"input\":[\"a\",\"\"]|input[1]|give one",
                "\"input\":[\"a\",null]|input[1]|give one",
                "\"encoding_format\":\"int8\"|encoding_format|float or base64",
                "\"encoding_format\":1|encoding_format|give a text",
                "\"dimensions\":0|dimensions|whole number",
                "\"dimensions\":\"64\"|dimensions|a whole number",
                "\"user\":1|user|give a text",
                "\"truncate\":true|truncate|leave it out",
            })
    void whatCannotBeHonouredIsRefusedByNameWithTheWayOut(String fields, String named, String way) {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> asked("," + fields))
                .satisfies(e -> assertThat(e.field()).isEqualTo(named))
                .withMessageContaining(way);
    }

    @Test
    void numbersAreGivenAsShortAsTheyAre() {
        assertThat(asked(",\"encoding_format\":\"float\"").answer(REPLY)).hasToString("""
                {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.5,-0.25]},\
                {"object":"embedding","index":1,"embedding":[0.1,3.0]}],"model":"served",\
                "usage":{"prompt_tokens":7,"total_tokens":7}}""");
    }

    @Test
    void base64HoldsLittleEndianFloats() {
        JsonNode answer = asked(",\"encoding_format\":\"base64\"").answer(REPLY);
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(answer.at("/data/1/embedding").asText()))
                .order(ByteOrder.LITTLE_ENDIAN);

        assertThat(answer.at("/data/0/embedding").asText())
                .as("0.5 is 3F000000, -0.25 is BE800000")
                .isEqualTo(
                        Base64.getEncoder().encodeToString(new byte[] {0, 0, 0, 0x3F, 0, 0, (byte) 0x80, (byte) 0xBE}));
        assertThat(List.of(bytes.getFloat(), bytes.getFloat())).containsExactly(0.1f, 3f);
    }

    @Test
    void aModelThatDoesNotSayItsNameIsCalledAsItWasAsked() {
        JsonNode answer = asked("").answer(new EmbeddingReply("", List.of(new float[] {1}), null));

        assertThat(answer.get("model").asText()).isEqualTo("m");
        assertThat(answer.has("usage")).as("nobody knows it").isFalse();
    }
}
