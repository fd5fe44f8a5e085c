package io.cascadeflow.provider.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private final JsonLines lines = new JsonLines();

    @Test
    void linesEndInLfOrCrLfAndBlankOnesAreSteppedOver() {
        assertThat(read("\uFEFF{\"a\":1}\r\n\n  \n\r\n{\"b\":2}\n")).containsExactly("{\"a\":1}", "{\"b\":2}");
        assertThat(lines.isWithinMessage()).isFalse();
        assertThat(lines.rest()).isEmpty();
    }

    @Test
    void theLastLineMayLackItsEnd() {
        assertThat(read("{\"a\":1}\n{\"b\":2}")).containsExactly("{\"a\":1}");
        assertThat(lines.isWithinMessage()).isTrue();
        assertThat(lines.rest()).map(Frame::data).contains("{\"b\":2}");
    }

    @Test
    void blankLinesAreNoData() {
        read("\n \r\n\t\n  ");
        assertThat(lines.dataBytes()).isZero();
        read("{");
        assertThat(lines.dataBytes()).isEqualTo(1);
    }

    @Test
    void aLineOverTheLimitIsAFailure() {
        JsonLines small = new JsonLines(1024 * 1024);
        byte[] half = new byte[600 * 1024];
        java.util.Arrays.fill(half, (byte) '1');
        small.read(half);

        assertThatExceptionOfType(ProviderException.class).isThrownBy(() -> small.read(half));
    }

    @Property(tries = 2_000)
    void readsAnyLinesWhereverTheyAreCut(@ForAll("texts") String text, @ForAll long seed) {
        JsonLines framing = new JsonLines();
        List<Frame> frames =
                new ArrayList<>(Cuts.frames(framing, Cuts.random(text.getBytes(StandardCharsets.UTF_8), seed)));
        Optional<Frame> rest = framing.rest();
        rest.ifPresent(frames::add);

        List<String> expected =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        assertThat(frames).extracting(frame -> frame.data().strip()).containsExactlyElementsOf(expected);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("{\"a\":1}", "x", "ü", "😀", " ", "\n", "\n", "\r\n", "[]")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private List<String> read(String text) {
        return lines.read(text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(Frame::data)
                .toList();
    }
}
