package io.cascadeflow.provider.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.offline.SourceException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RecordingWriterTest {

    @Property(tries = 150)
    void whatIsWrittenIsReadAsItWas(@ForAll("items") RecordedItem item) {
        Recording read = read(RecordingWriter.line(item));

        assertThat(read.items()).containsExactly(item);
        assertThat(read.remarks()).isEmpty();
    }

    @Property(tries = 100)
    void aLineCutOffAnywhereIsLeftOutAndTold(@ForAll("items") RecordedItem item, @ForAll int place) {
        byte[] whole = RecordingWriter.line(item("first", "a question"));
        byte[] line = RecordingWriter.line(item);
        int kept = 1 + Math.floorMod(place, line.length - 2);
        byte[] torn = new byte[whole.length + kept];
        System.arraycopy(whole, 0, torn, 0, whole.length);
        System.arraycopy(line, 0, torn, whole.length, kept);

        Recording read = read(torn);

        assertThat(read.items()).extracting(RecordedItem::id).startsWith("first");
        assertThat(read.items().size() + read.remarks().size()).isEqualTo(2);
        assertThat(read.remarks()).allMatch(remark -> remark.contains("line 2"));
    }

    @Test
    void aCutOffLineWithOthersAfterItIsAnError() {
        String lines = "{\"id\": \"a\", \"prompt\": \n{\"id\": \"b\"}\n";

        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> read(lines.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining("1");
    }

    @Test
    void feedbackLabelsTheAnswerThatWasGivenAndTheLastWordCounts() {
        Recording read = read(
                RecordingWriter.line(item("a", "one")),
                RecordingWriter.line(item("b", "two")),
                RecordingWriter.feedback("a", Label.score(1)),
                RecordingWriter.feedback("a", Label.score(0.25)));

        assertThat(read.items().get(0).samples("openai:m").get(0).label()).isEqualTo(Label.score(0.25));
        assertThat(read.items().get(1).samples("openai:m").get(0).label()).isNull();
        assertThat(read.labels()).isEqualTo(Label.Kind.SCORE);
    }

    @Test
    void feedbackOnWhatIsNotThereIsToldAndChangesNothing() {
        Recording read = read(RecordingWriter.line(item("a", "one")), RecordingWriter.feedback("gone", Label.score(1)));

        assertThat(read.items()).hasSize(1);
        assertThat(read.remarks())
                .containsExactly("1 lines of feedback are about no answer that is here, the first is line 2");
    }

    @Test
    void feedbackMayStandBeforeItsQuestion() {
        Recording read = read(RecordingWriter.feedback("a", Label.score(1)), RecordingWriter.line(item("a", "one")));

        assertThat(read.items().get(0).samples("openai:m").get(0).label()).isEqualTo(Label.score(1));
    }

    private static RecordedItem item(String id, String prompt) {
        RecordedAnswer answer =
                new RecordedAnswer("an answer", null, FinishReason.STOP, null, Logprobs.ABSENT, null, Map.of(), null);
        return new RecordedItem(
                id,
                null,
                ChatRequest.of(prompt),
                false,
                Map.of("openai:m", List.of(answer)),
                List.of(),
                1,
                "openai:m",
                1);
    }

    private static Recording read(byte[]... lines) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
        }
        return Recording.read(new TextSource("written.jsonl", all.toByteArray()));
    }

    @Provide
    Arbitrary<RecordedItem> items() {
        Arbitrary<Boolean> texts = Arbitraries.of(true, true, false);
        return texts.flatMap(kept -> Combinators.combine(
                                words(),
                                words().injectNull(0.5),
                                kept ? requests() : Arbitraries.just(ChatRequest.of("")),
                                Arbitraries.maps(
                                                words(),
                                                answers(kept)
                                                        .list()
                                                        .ofMinSize(1)
                                                        .ofMaxSize(3))
                                        .ofMinSize(1)
                                        .ofMaxSize(3),
                                kept ? text().list().ofMaxSize(2) : Arbitraries.just(List.<String>of()),
                                Arbitraries.of(1.0, 50.0, 1 / 0.3),
                                words().injectNull(0.5))
                        .as((id, domain, request, answers, passages, weight, given) -> new RecordedItem(
                                id,
                                domain,
                                request,
                                kept && !RecordingWriter.isPrompt(request.messages()),
                                answers,
                                passages,
                                weight,
                                given,
                                1)))
                .flatMap(item -> facts().map(item::withFacts));
    }

    private static Arbitrary<RecordedFacts> facts() {
        return Combinators.combine(
                        words().injectNull(0.5),
                        words().injectNull(0.5),
                        words().injectNull(0.5),
                        words().injectNull(0.5),
                        words().set().ofMaxSize(2),
                        Arbitraries.maps(words(), text()).ofMaxSize(2),
                        Arbitraries.longs()
                                .between(0, 4_000_000_000L)
                                .map(Instant::ofEpochSecond)
                                .injectNull(0.5))
                .as(RecordedFacts::new);
    }

    private static Arbitrary<RecordedAnswer> answers(boolean textKept) {
        return Combinators.combine(
                        text(),
                        Arbitraries.of(Label.score(0), Label.score(0.125), Label.score(1))
                                .injectNull(0.3),
                        Arbitraries.of(FinishReason.class),
                        Arbitraries.of(TokenUsage.of(12, 7), new TokenUsage(1, 2, 3, 4, 5, 4, true))
                                .injectNull(0.3),
                        logprobs(),
                        Arbitraries.longs()
                                .between(0, 100_000)
                                .map(Duration::ofMillis)
                                .injectNull(0.3),
                        signals(),
                        Combinators.combine(signals(), buckets(), buckets()).as(RecordedFeatures::new))
                .as((text, label, finish, usage, logprobs, latency, signals, features) -> new RecordedAnswer(
                        textKept ? text : "",
                        label,
                        finish,
                        usage,
                        logprobs,
                        latency,
                        signals,
                        textKept ? null : features));
    }

    private static Arbitrary<Logprobs> logprobs() {
        Arbitrary<Double> values = Arbitraries.doubles().between(TokenLogprob.FLOOR, 0);
        Arbitrary<Alternative> others = Combinators.combine(text(), values).as(Alternative::new);
        return Combinators.combine(text(), values, others.list().ofMaxSize(2))
                .as(TokenLogprob::new)
                .list()
                .ofMaxSize(3)
                .map(Logprobs::of);
    }

    private static Arbitrary<Map<String, Double>> signals() {
        return Arbitraries.maps(words(), Arbitraries.doubles()).ofMaxSize(3);
    }

    private static Arbitrary<Map<Integer, Float>> buckets() {
        return Arbitraries.maps(
                        Arbitraries.integers().between(0, 65_535),
                        Arbitraries.floats().between(1, 9))
                .ofMaxSize(4);
    }

    private static Arbitrary<ChatRequest> requests() {
        Arbitrary<ChatMessage> plain = Combinators.combine(
                        Arbitraries.of(Role.SYSTEM, Role.DEVELOPER, Role.USER, Role.ASSISTANT), text())
                .as(ChatMessage::of);
        Arbitrary<ChatMessage> rich = text().map(said -> new ChatMessage(
                Role.USER,
                List.of(
                        new ContentPart.Text(said),
                        new ContentPart.ImageUrl("https://example.com/cat.png", "low"),
                        new ContentPart.ImageData("image/png", "AAAA")),
                List.of(),
                null));
        Arbitrary<ChatMessage> calling = text().map(arguments ->
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("call-1", "find", arguments)), null));
        Arbitrary<ChatMessage> tool = Combinators.combine(text(), Arbitraries.of(true, false))
                .as((found, failed) -> new ChatMessage(
                        Role.TOOL, List.of(new ContentPart.Text(found)), List.of(), "call-1", failed, null));
        return Arbitraries.oneOf(plain, rich, calling, tool)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(ChatRequest::of);
    }

    /** Anything that is text: lone surrogates are not. */
    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withCharRange('\u0000', '\ud7ff').ofMaxLength(20),
                Arbitraries.of("", " ", "\n\"\\\u2028", "数字は 3,5 です 🙂", "{\"feedback\": 1}"));
    }

    private static Arbitrary<String> words() {
        return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
    }
}
