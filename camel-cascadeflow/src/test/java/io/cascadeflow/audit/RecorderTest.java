package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecorderTest {

    private static final long LARGE = 1 << 24;

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void whatIsRecordedIsReadBack() throws IOException {
        try (Recorder recorder = recorder(Content.FULL, Runnable::run)) {
            recorder.record(() -> Questions.of("d1", "What is 6 x 7?", "42"));
            recorder.feedback("d1", Label.score(1));
        }

        RecordedItem item = read().items().get(0);
        assertThat(item.request().question()).isEqualTo("What is 6 x 7?");
        assertThat(item.samples("openai:small"))
                .extracting(RecordedAnswer::text, RecordedAnswer::label)
                .containsExactly(tuple("42", Label.score(1)));
    }

    @Test
    void withoutTextsAFitterSeesTheSameFeatures() throws IOException {
        Question question = Questions.of("d1", "What is Ann's secret number times 7?", "It is 6, so 6 x 7 = 42.");
        try (Recorder recorder = recorder(Content.FEATURES, Runnable::run)) {
            recorder.record(() -> question);
        }

        assertThat(Files.readString(file())).doesNotContain("Ann", "secret", "times", "42.");
        RecordedItem item = read().items().get(0);
        RecordedAnswer answer = item.samples("openai:small").get(0);
        Draft draft = question.first();
        assertThat(Features.of(Objects.requireNonNull(answer.features()), item.domain())
                        .recorded())
                .isEqualTo(Features.of(draft).recorded());
    }

    @Test
    void aRedactorSeesEveryTextBeforeItIsKept() throws IOException {
        Content redacted = Content.redacted(text -> text.replace("Ann", "***"));
        try (Recorder recorder = recorder(redacted, Runnable::run)) {
            recorder.record(() -> Questions.of("d1", "Where is Ann?", "Ann is at home."));
        }

        assertThat(Files.readString(file()))
                .contains("Where is ***?", "*** is at home.")
                .doesNotContain("Ann");
    }

    @Test
    void whatCannotBeRedactedIsNotKept() throws IOException {
        Content broken = Content.redacted(text -> {
            throw new IllegalStateException("no model for: " + text);
        });
        try (Recorder recorder = recorder(broken, Runnable::run)) {
            recorder.record(() -> Questions.of("d1", "Where is Ann?", "At home."));

            assertThat(recorder.failed()).isOne();
            assertThat(recorder.written()).isZero();
        }
        assertThat(file()).isEmptyFile();
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("IllegalStateException")
                .doesNotContain("Ann");
    }

    @Test
    void whoRecordsNeverWaitsAndWhatOverflowsIsCounted() throws IOException {
        List<Runnable> writer = new ArrayList<>();
        try (Recorder recorder = recorder(Content.FULL, writer::add)) {
            for (int i = 0; i < 1500; i++) {
                String id = "d" + i;
                recorder.record(() -> Questions.of(id, "?", "!"));
            }

            assertThat(recorder.dropped()).isEqualTo(500);
            assertThat(recorder.written()).isZero();
            assertThat(writer).hasSize(1);
        }
        assertThat(read().items()).hasSize(1000);
        assertThat(warnings).hasSize(9).last().asString().endsWith("256");
    }

    @Test
    void anOrderlyStopLosesNothingEvenWhenTheWriterIsGone() throws IOException {
        try (Recorder recorder = recorder(Content.FULL, task -> {
            throw new RejectedExecutionException();
        })) {
            recorder.record(() -> Questions.of("d1", "?", "!"));
        }

        assertThat(read().items()).hasSize(1);
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        ExecutorService writer = Executors.newSingleThreadExecutor();
        ExecutorService callers = Executors.newFixedThreadPool(4);
        CountDownLatch done = new CountDownLatch(800);
        Recorder recorder = recorder(Content.FULL, writer);
        for (int i = 0; i < 800; i++) {
            String id = "d" + i;
            callers.execute(() -> {
                recorder.record(() -> Questions.of(id, "?", "!"));
                done.countDown();
            });
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        recorder.close();
        callers.shutdownNow();
        writer.shutdownNow();

        assertThat(recorder.written()).isEqualTo(800);
        assertThat(read().items()).hasSize(800);
    }

    private Recorder recorder(Content content, Executor writer) throws IOException {
        return new Recorder(new RollingFile(file(), LARGE, 2), content, writer, warnings::add);
    }

    private Path file() {
        return folder.resolve("recorded.jsonl");
    }

    private Recording read() {
        return Recording.read(file());
    }
}
