package io.cascadeflow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.confidence.fit.Fitter;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedFeatures;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.provider.recorded.RecordingWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording without texts teaches the same as one with them. */
class FeaturesOnlyTest {

    private static final int QUESTIONS = 120;

    @TempDir
    Path folder;

    @Test
    void theSameGateIsFittedOnFeaturesAlone() throws IOException {
        Recording full = Recording.read(Files.write(folder.resolve("full.jsonl"), lines()));
        Lessons ofTexts = Lessons.of(full, "small", "large", 1, () -> {});
        Path bare = Files.write(folder.resolve("bare.jsonl"), bare(full, ofTexts));
        Lessons ofFeatures = Lessons.of(Recording.read(bare), "small", "large", 1, () -> {});

        assertThat(Files.readString(bare)).doesNotContain("pencils");
        assertThat(Fitter.fit(ofFeatures.examples(), QUESTIONS)
                        .confidence(ofTexts.examples().get(7).features()))
                .isEqualTo(Fitter.fit(ofTexts.examples(), QUESTIONS)
                        .confidence(ofTexts.examples().get(7).features()));
    }

    private static byte[] bare(Recording full, Lessons lessons) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < full.items().size(); i++) {
            RecordedItem item = full.items().get(i);
            RecordedFeatures features = lessons.examples().get(i).features().recorded();
            Map<String, List<RecordedAnswer>> answers = new TreeMap<>();
            item.answers()
                    .forEach((model, given) -> answers.put(
                            model,
                            given.stream()
                                    .map(answer -> without(answer, features))
                                    .toList()));
            lines.writeBytes(RecordingWriter.line(new RecordedItem(
                    item.id(), null, ChatRequest.of(""), false, answers, List.of(), 1, null, item.line())));
        }
        return lines.toByteArray();
    }

    private static RecordedAnswer without(RecordedAnswer answer, RecordedFeatures features) {
        return new RecordedAnswer(
                "", answer.label(), answer.finish(), answer.usage(), Logprobs.ABSENT, null, Map.of(), features);
    }

    private static List<String> lines() {
        return IntStream.range(0, QUESTIONS)
                .mapToObj(i -> {
                    boolean right = i % 3 != 0;
                    int sum = i + 2 * i + (right ? 0 : 7);
                    return "{\"id\":\"%d\",\"prompt\":\"Ann has %d pencils and buys %d more pencils. How many?\",\"answers\":{\"small\":[{\"text\":\"%d + %d = %d\",\"correct\":%b}],\"large\":[{\"text\":\"%d\",\"correct\":true}]}}"
                            .formatted(i, i, 2 * i, i, 2 * i, sum, right, 3 * i);
                })
                .toList();
    }
}
