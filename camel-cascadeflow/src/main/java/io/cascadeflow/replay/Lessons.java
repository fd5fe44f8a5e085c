package io.cascadeflow.replay;

import io.cascadeflow.confidence.Citable;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.confidence.fit.Example;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedFeatures;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a recording teaches about the drafts of one model.
 *
 * @param items the questions that both models answered, often enough and with labels
 * @param labels of each question's first draft and the large model's answer
 * @param largeSeconds mean time of the large model's answers; absent when not recorded
 * @param examples every draft of every question; the first samples are those that a cascade would use
 */
public record Lessons(
        List<RecordedItem> items,
        List<Labels> labels,
        @Nullable Double largeSeconds,
        List<Example> examples) {

    /** With fewer questions, what is learned is chance. */
    public static final int FEWEST = 50;

    /** Fewer drafts than this of one kind cannot be told from the others. */
    private static final int FEWEST_OF_A_KIND = 5;

    private static final long SEED = 7;

    public Lessons {
        items = List.copyOf(items);
        labels = List.copyOf(labels);
        examples = List.copyOf(examples);
    }

    /**
     * Reads the features of every draft.
     *
     * @param samples how many answers of the small model are looked at together, 1 or more
     * @param afterItem called after each question
     * @throws IllegalArgumentException when there is not enough to learn from, with what is needed
     */
    public static Lessons of(Recording recording, String small, String large, int samples, Runnable afterItem) {
        Usable usable = new Usable(recording, small, large, samples);
        List<RecordedItem> items = usable.items();
        List<Labels> labels = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        for (RecordedItem item : items) {
            RecordedAnswer best = item.samples(large).get(0);
            List<RecordedAnswer> drafts = item.samples(small).subList(0, samples);
            labels.add(usable.labels(drafts.get(0), best));
            for (int sample = 0; sample < samples; sample++) {
                if (drafts.get(sample).label() != null) {
                    boolean right = usable.labels(drafts.get(sample), best).draftRight();
                    examples.add(example(labels.size() - 1, item, small, samples, sample, right));
                }
            }
            afterItem.run();
        }
        usable.requireBothKinds(labels, FEWEST_OF_A_KIND);
        return new Lessons(items, labels, seconds(items, large), examples);
    }

    /** Of those that were timed. */
    private static @Nullable Double seconds(List<RecordedItem> items, String model) {
        OptionalDouble mean = items.stream()
                .map(item -> item.samples(model).get(0).latency())
                .filter(Objects::nonNull)
                .mapToDouble(latency -> latency.toNanos() / 1e9)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    /** By features that were recorded in place of the texts, or are read from them. */
    private static Example example(
            int question, RecordedItem item, String small, int samples, int sample, boolean right) {
        RecordedFeatures recorded = item.samples(small).get(sample).features();
        if (recorded != null) {
            return new Example(question, Features.of(recorded, item.domain()), right, sample == 0, item.weight());
        }
        Draft draft = draft(item, small, samples, sample);
        return new Example(question, Features.of(draft), Features.ofOwnText(draft), right, sample == 0, item.weight());
    }

    /**
     * Those of {@code byQuestion} that remain when questions that stand for fewer others are left away by chance, so that each
     * that remains was drawn with the same chance: an exact bound needs that. All of them when the recording has no weights.
     */
    public <T> List<T> evenly(List<T> byQuestion) {
        double most = items.stream().mapToDouble(RecordedItem::weight).max().orElse(1);
        SplittableRandom random = new SplittableRandom(SEED);
        return IntStream.range(0, items.size())
                .filter(i -> random.nextDouble() * most < items.get(i).weight())
                .mapToObj(byQuestion::get)
                .toList();
    }

    /** Sample {@code draft} of the first {@code samples}, with the others beside it. */
    public static Draft draft(RecordedItem item, String model, int samples, int draft) {
        List<ChatReply> replies = IntStream.range(0, samples)
                .mapToObj(i -> item.samples(model).get(i).reply(model, item.request()))
                .toList();
        List<ChatReply> others = IntStream.range(0, samples)
                .filter(i -> i != draft)
                .mapToObj(replies::get)
                .toList();
        return new Draft(
                item.request(),
                replies.get(draft),
                others,
                new DraftContext(
                        item.domain(),
                        item.passages(),
                        item.samples(model).get(draft).signals(),
                        Citable.of(item.citable())));
    }
}
