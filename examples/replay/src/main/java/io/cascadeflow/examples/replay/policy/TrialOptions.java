package io.cascadeflow.examples.replay.policy;

import io.cascadeflow.examples.replay.Printing;
import io.cascadeflow.examples.replay.ProgressBar;
import io.cascadeflow.policy.explain.TierExplanation;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.policy.RuledQuestion;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How recorded questions are tried. */
final class TrialOptions {

    @Option(
            names = "--cascade",
            paramLabel = "NAME",
            description =
                    "the cascade that all questions go to; without it the one that they were recorded of, or else the only one of the configuration")
    private @Nullable String cascade;

    @Option(
            names = "--plays",
            paramLabel = "MODEL=RECORDED",
            description =
                    "how the recording names a model of the configuration, as openai:gpt-4o=gpt-4-1106-preview; may be repeated; without it the model's name, with or without its provider")
    private Map<String, String> plays = new LinkedHashMap<>();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "the time of questions whose own is not recorded, as 2026-11-28T22:15:00Z (default: now)")
    private @Nullable Instant at;

    /**
     * What became of every question whose text is kept.
     *
     * @param notes are added to: what is left out, and why
     */
    List<RuledQuestion> run(ConfigurationFile file, Recording recording, Printing printing, List<String> notes)
            throws Exception {
        List<RecordedItem> items = playable(recording, notes);
        plays.values().forEach(recording::requireModel);
        List<RuledQuestion> all = new ArrayList<>(items.size());
        try (Trial trial = Trial.of(file, plays, at == null ? Clock.systemUTC().instant() : at);
                ProgressBar progress = printing.progress(file.name(), items.size())) {
            requireModels(trial, file, recording, items, notes);
            for (RecordedItem item : items) {
                all.add(trial.ask(item, cascadeOf(file, item)));
                progress.step();
            }
            trial.failures().forEach((why, times) -> notes.add("%s: %d failed: %s".formatted(file.name(), times, why)));
            if (trial.otherQuestions() > 0) {
                notes.add(
                        "%s: judges or self-checks were asked %d times; what they say is not recorded, so it is absent from confidence"
                                .formatted(file.name(), trial.otherQuestions()));
            }
        }
        return all;
    }

    private static List<RecordedItem> playable(Recording recording, List<String> notes) {
        List<RecordedItem> items =
                recording.items().stream().filter(RecordedItem::hasText).toList();
        if (items.isEmpty()) {
            throw new IllegalArgumentException(
                    "%s keeps no texts, only features of them; rules are tried on a recording with texts"
                            .formatted(recording.name()));
        }
        if (items.size() < recording.items().size()) {
            notes.add("%d questions are left out: their texts are not kept"
                    .formatted(recording.items().size() - items.size()));
        }
        if (items.stream().anyMatch(item -> item.weight() != 1)) {
            notes.add("the recording has weights; here each question counts once");
        }
        long measured = items.stream().filter(TrialOptions::wasMeasured).count();
        if (measured > 0) {
            notes.add(
                    "%d questions have answers with signals that were measured from outside; gates do not see them here"
                            .formatted(measured));
        }
        notes.addAll(recording.remarks());
        return items;
    }

    private static boolean wasMeasured(RecordedItem item) {
        return item.answers().values().stream()
                .flatMap(List::stream)
                .anyMatch(answer -> !answer.signals().isEmpty());
    }

    private String cascadeOf(ConfigurationFile file, RecordedItem item) {
        if (cascade != null) {
            return file.cascade(cascade);
        }
        Set<String> known = file.checked().cascades().keySet();
        String recorded = item.facts().cascade();
        if (recorded != null && known.contains(recorded)) {
            return recorded;
        }
        if (known.size() == 1) {
            return known.iterator().next();
        }
        throw new IllegalArgumentException(
                "%s has the cascades %s, and question '%s' was recorded of %s; say which by --cascade"
                        .formatted(file.name(), known, item.id(), recorded == null ? "none" : "'" + recorded + "'"));
    }

    /** A model that never answered makes every question that comes to it unknown: that is told before. */
    private void requireModels(
            Trial trial, ConfigurationFile file, Recording recording, List<RecordedItem> items, List<String> notes) {
        Map<String, RecordedItem> cascades = new LinkedHashMap<>();
        items.forEach(item -> cascades.putIfAbsent(cascadeOf(file, item), item));
        Set<String> models = new LinkedHashSet<>();
        cascades.forEach((name, item) ->
                trial.models(item, name).stream().map(TierExplanation::models).forEach(models::addAll));
        Set<String> silent = new TreeSet<>(models);
        silent.removeIf(model -> items.stream().anyMatch(item -> trial.hasAnswers(item, model)));
        if (!models.isEmpty() && silent.equals(models)) {
            throw new IllegalArgumentException(
                    "%s has no answer of %s, which %s asks; it has answers of %s: say which is which, as in --plays %s=%s"
                            .formatted(
                                    recording.name(),
                                    silent,
                                    file.name(),
                                    recording.models(),
                                    silent.iterator().next(),
                                    recording.models().iterator().next()));
        }
        silent.forEach(
                model -> notes.add("%s has no answer of %s: what becomes of questions that come to it is not known"
                        .formatted(recording.name(), model)));
    }
}
