package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.FakeAnswer.Piece;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class FakeAnswerTest {

    private static final FakeAnswer STREAM =
            FakeAnswer.stream("text/event-stream", List.of("data: Zü\n\n", "data: rich\n\n"), Duration.ofMillis(5));

    @Test
    void aCompressedPieceCanBeReadBeforeTheNextComes() throws Exception {
        FakeAnswer zipped = STREAM.gzipped();
        byte[] first = zipped.pieces().get(0).bytes();

        GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(first));
        byte[] read = in.readNBytes("data: Zü\n\n".getBytes(StandardCharsets.UTF_8).length);

        assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("data: Zü\n\n");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes())
                .isEqualTo(STREAM.body());
        assertThat(zipped.headers()).containsEntry("Content-Encoding", "gzip");
    }

    @Test
    void slicesWithoutRegardForCharacters() {
        FakeAnswer sliced = STREAM.inPiecesOf(1, Duration.ZERO);

        assertThat(sliced.pieces())
                .hasSize(STREAM.body().length)
                .allSatisfy(piece -> assertThat(piece.bytes()).hasSize(1));
        assertThat(sliced.body()).isEqualTo(STREAM.body());
    }

    @Test
    void endsEarlyAsIfThatWereAll() {
        FakeAnswer ended = STREAM.endingAfter(7);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ended.pieces().forEach(piece -> body.writeBytes(piece.bytes()));

        assertThat(body.size()).isEqualTo(7);
        assertThat(ended.ending()).isEqualTo(STREAM.ending());
    }

    @Test
    void waitsBeforeItsBodyAndKeepsThePaceOfTheRest() {
        assertThat(STREAM.bodyAfter(Duration.ofSeconds(1)).pieces())
                .extracting(Piece::before)
                .containsExactly(Duration.ofSeconds(1), Duration.ofMillis(5));
    }
}
