package io.cascadeflow.benchmarks.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-Id: 7\r\n\r\n"
            + "5\r\nhello\r\n7\r\n\r\nworld\r\n0\r\nx-cost: 0.5\r\n\r\n";
    private static final String PLAIN = "HTTP/1.1 404 Not Found\r\ncontent-length: 4\r\n\r\nnone";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void readsChunksAndTrailersHoweverTheyAreCut(int size) {
        Answer answer = read(new AnswerReader(), CHUNKED, size);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("hello\r\nworld");
        assertThat(answer.header("x-id")).isEqualTo("7");
        assertThat(answer.header("X-Cost")).isEqualTo("0.5");
    }

    @Test
    void readsOneAnswerAfterTheOther() {
        AnswerReader reader = new AnswerReader();

        read(reader, CHUNKED, 9);
        Answer second = read(reader, PLAIN, 9);

        assertThat(second.status()).isEqualTo(404);
        assertThat(second.text()).isEqualTo("none");
        assertThat(second.header("x-cost")).isNull();
    }

    @Test
    void anAnswerThatIsCutOffIsNotWhole() {
        AnswerReader reader = new AnswerReader();

        assertThat(reader.take(bytes(CHUNKED.substring(0, CHUNKED.length() - 2))))
                .isFalse();
        assertThat(reader.whole(0, 0, 0)).isNull();
    }

    @Test
    void refusesWhatIsNoHttpAndWhatIsTooMuch() {
        assertThatThrownBy(() -> new AnswerReader().take(bytes("SMTP ready\r\n\r\n")))
                .hasMessageContaining("no answer");
        assertThatThrownBy(() -> new AnswerReader().take(bytes(PLAIN + "more"))).hasMessageContaining("more came");
    }

    private static Answer read(AnswerReader reader, String text, int size) {
        for (int start = 0; start < text.length(); start += size) {
            boolean last = start + size >= text.length();
            assertThat(reader.take(bytes(text.substring(start, Math.min(text.length(), start + size)))))
                    .isEqualTo(last);
        }
        return Objects.requireNonNull(reader.whole(1, 2, 3));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
