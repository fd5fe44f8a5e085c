package io.cascadeflow.provider.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.provider.ProviderException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    private final ServerSentEvents events = new ServerSentEvents();

    @Test
    void theStandardsExamplesAreReadAsItSays() {
        assertThat(data("data: YHOO\ndata: +2\ndata: 10\n\n")).containsExactly("YHOO\n+2\n10");
        assertThat(data(": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event"))
                .containsExactly("first event", "second event");
        assertThat(data("data\n\ndata\ndata\n\ndata:")).containsExactly("", "\n");
        assertThat(data("data:test\n\ndata: test\n\n")).containsExactly("test", "test");
    }

    @Test
    void anEventHasItsNameAndTheLastId() {
        assertThat(read("event: add\nid: 7\ndata: x\n\ndata: y\n\nid: \0\ndata: z\n\n"))
                .containsExactly(
                        new Frame("add", "x", "7"), new Frame("message", "y", "7"), new Frame("message", "z", "7"));
    }

    @Test
    void aNameWithoutDataIsNoEventAndNamesNothing() {
        assertThat(read("event: add\n\ndata: x\n\n")).containsExactly(new Frame("message", "x", ""));
    }

    @Test
    void unknownFieldsAndRetryAreSteppedOver() {
        assertThat(data("retry: 10\nRetry: x\ndatum: 1\ndataset: 2\n data: 3\ndata: 4\n\n"))
                .containsExactly("4");
    }

    @Test
    void anEventWithoutItsBlankLineIsHeldBackAndSeen() {
        assertThat(read("data: a\n\ndata: b\n")).containsExactly(new Frame("message", "a", ""));
        assertThat(events.isWithinMessage()).isTrue();
        assertThat(events.rest()).contains(new Frame("message", "b", ""));
    }

    @Test
    void aCutLineIsSeenAndACutCommentDoesNotMatter() {
        read("data: a\n\nda");
        assertThat(events.isWithinMessage()).isTrue();
        assertThat(events.rest()).isEmpty();

        ServerSentEvents others = new ServerSentEvents();
        others.read(bytes("data: a\n\n: keep-al"));
        assertThat(others.isWithinMessage()).isFalse();
    }

    @Test
    void onlyDataCountsAsData() {
        read("\uFEFF: first\r\n: PROCESSING\n\n\n\r\n: more");
        assertThat(events.dataBytes()).isZero();
        read("\nevent: ping\ndata: {\"type\": \"ping\"}");
        assertThat(events.dataBytes()).isZero();
        read("\n\n: again\n\nid: 3\nretry: 5\n\n");
        assertThat(events.dataBytes()).isZero();
        read("data: ab");
        assertThat(events.dataBytes()).isPositive();
    }

    @Test
    void theCountOfDataNeverFalls() {
        long before = 0;
        for (byte next :
                bytes("\uFEFF: c\n\ndata: abc\ndata\ndata:\nevent: ping\ndata: x\n\nid: 4\nevent: e\ndata:y\r\n\r\n")) {
            events.read(new byte[] {next});
            assertThat(events.dataBytes()).isGreaterThanOrEqualTo(before);
            before = events.dataBytes();
        }
        assertThat(before).isEqualTo(4 + 1 + 1 + 2);
    }

    @Test
    void aLineOfTenMebibytesPassesInPiecesOfAnySize() {
        byte[] line = new byte[10 * 1024 * 1024];
        Arrays.fill(line, (byte) 'x');
        List<Frame> frames = new ArrayList<>(events.read(bytes("data: ")));
        for (int start = 0; start < line.length; start += 1_000) {
            frames.addAll(events.read(Arrays.copyOfRange(line, start, Math.min(line.length, start + 1_000))));
        }
        frames.addAll(events.read(bytes("\n\n")));

        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).data()).hasSize(line.length);
    }

    @Test
    void aLineOverTheLimitIsAFailureAndSoIsAnEvent() {
        byte[] mebibyte = new byte[1024 * 1024];
        Arrays.fill(mebibyte, (byte) 'x');
        ServerSentEvents line = new ServerSentEvents(2 * 1024 * 1024);
        line.read(bytes("data:"));
        line.read(mebibyte);
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> line.read(mebibyte))
                .withMessage("a line of the stream is longer than 2 MiB");

        ServerSentEvents event = new ServerSentEvents(2 * 1024 * 1024);
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> {
                    for (int i = 0; i < 3; i++) {
                        event.read(bytes("data:"));
                        event.read(mebibyte);
                        event.read(bytes("\n"));
                    }
                })
                .withMessage("an event of the stream is longer than 2 MiB");
    }

    @Test
    void aCommentMayBeAsLongAsItLikes() {
        ServerSentEvents small = new ServerSentEvents(100);
        small.read(bytes("\n:"));
        for (int i = 0; i < 100; i++) {
            small.read(bytes(" still working"));
        }
        assertThat(small.read(bytes("\ndata: x\n\n"))).hasSize(1);
    }

    @Property(tries = 2_000)
    void readsAnyStreamAsTheStandardSaysWhereverItIsCut(@ForAll("streams") String stream, @ForAll long seed) {
        byte[] bytes = bytes(stream);

        assertThat(Cuts.frames(new ServerSentEvents(), Cuts.random(bytes, seed)))
                .isEqualTo(ReferenceEvents.of(bytes));
    }

    @Property
    void readsAnyBytesAsTheStandardSays(@ForAll byte[] bytes, @ForAll long seed) {
        assertThat(Cuts.frames(new ServerSentEvents(), Cuts.random(bytes, seed)))
                .isEqualTo(ReferenceEvents.of(bytes));
    }

    @Provide
    Arbitrary<String> streams() {
        return Arbitraries.of(
                        "data",
                        "data:",
                        "data: ",
                        "event: ",
                        "event",
                        "id: ",
                        "id",
                        "retry: 3",
                        ":",
                        " ",
                        "{\"a\":1}",
                        "[DONE]",
                        "\n",
                        "\n",
                        "\r",
                        "\r\n",
                        "\n\n",
                        "\uFEFF",
                        "\0",
                        "ü",
                        "😀",
                        "ping",
                        "x")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    private List<Frame> read(String text) {
        return events.read(bytes(text));
    }

    private static List<String> data(String text) {
        return new ServerSentEvents()
                .read(bytes(text)).stream().map(Frame::data).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
