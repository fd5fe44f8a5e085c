package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorDecoderTest {

    private static List<float[]> read(String json, int texts) {
        return VectorDecoder.read(Json.parseOrMissing(json), texts);
    }

    @Test
    void vectorsStandWhereTheirIndexSays() {
        assertThat(read("{\"data\":[{\"index\":1,\"embedding\":[1,2]},{\"index\":0,\"embedding\":[3,4.5]}]}", 2))
                .containsExactly(new float[] {3, 4.5f}, new float[] {1, 2});
    }

    @Test
    void base64IsReadAsLittleEndianFloats() {
        assertThat(read("{\"data\":[{\"embedding\":\"AAAAPwAAgL4=\"}]}", 1))
                .containsExactly(new float[] {0.5f, -0.25f});
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>no</html>",
                "{\"data\":[]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":1,\"embedding\":[1,2]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":-1,\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":2,\"embedding\":[1]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":1,\"embedding\":[\"x\"]}]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":1,\"embedding\":\"not base64!\"}]}",
                "{\"data\":[{\"embedding\":[1]},{\"index\":1,\"embedding\":[1e99]}]}",
                "{\"data\":[{\"embedding\":[]},{\"index\":1,\"embedding\":[]}]}",
            })
    void whatIsNoVectorForEachTextIsUnreadable(String body) {
        assertThatExceptionOfType(UnreadableReplyException.class).isThrownBy(() -> read(body, 2));
    }
}
