package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.ProfileGate;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.Bootstrap;
import io.cascadeflow.replay.Evaluation;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Replayed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs every question of a recording through a Camel route with a cascade, and tells how good that was. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs every recorded question through a Camel route with a cascade of two recorded models, and tells what was accepted, what it cost and how good it is.",
            "Token usage that was not recorded is estimated from the texts, four UTF-8 bytes a token."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private RecordingOption recorded = new RecordingOption();

    @Mixin
    private PairOptions models = new PairOptions();

    @Option(
            names = "--gate",
            paramLabel = "PROFILE",
            description = "the gate profile (JSON) that judges drafts; without it the one that ships")
    private @Nullable Path gate;

    @Option(
            names = "--threshold",
            defaultValue = "0.5",
            paramLabel = "T",
            description =
                    "the least confidence, 0 to 1, at which a draft is accepted (default: ${DEFAULT-VALUE}, more likely right than wrong); moves the cascade's own figures, not AUROC, APGR and CPT")
    private double threshold;

    @Mixin
    private PriceOptions given = new PriceOptions();

    @Option(names = "--transfer", description = "apply a fitted profile on purpose to models it was not fitted for")
    private boolean transfer;

    @Mixin
    private PageOption page = new PageOption();

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws Exception {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw printing.misuse("--threshold is %s; it is a confidence, 0 to 1".formatted(threshold));
        }
        Pair pair = models.pair();
        Recording recording = recorded.read();
        List<RecordedItem> both = pair.questionsIn(recording);
        Prices prices = given.prices(recording, pair.models());
        Gate judge = GateFile.matching(gate == null ? ProfileGate.first() : GateFile.read(gate), pair, transfer);
        List<RecordedItem> items = pair.withSamples(recording, both, judge.samples());

        List<Replayed> replayed = replay(items, judge, new Trial(pair, prices));
        Evaluation evaluation = Evaluation.of(replayed);
        double micros = new DecisionTime(judge, threshold).medianMicros(drafts(items, pair, judge.samples()));
        Report report = new Report(evaluation, Bootstrap.intervals(replayed), micros);
        print(report, recording, pair, notes(judge, recording, items, prices, evaluation));
        if (page.page().isPresent()) {
            String title = "%s on %s".formatted(pair, recording.name());
            Page.write(page.page().get(), title, report.table(recording.labels()), replayed);
        }
        return 0;
    }

    private List<Replayed> replay(List<RecordedItem> items, Gate judge, Trial trial) throws Exception {
        List<Replayed> all = new ArrayList<>(items.size());
        String small = trial.models().small();
        Endpoints endpoints = Endpoints.of(recorded.file(), trial.models());
        String prices = trial.prices().configuration("recorded", trial.models().models());
        try (CascadeRoute route = CascadeRoute.start(endpoints, new RecalledSignals(judge, small), threshold, prices);
                ProgressBar progress = printing.progress("replaying", items.size())) {
            for (RecordedItem item : items) {
                all.add(trial.judge(
                        item, route.play(item, item.samples(small).get(0).signals())));
                progress.step();
            }
        }
        return all;
    }

    private static List<Draft> drafts(List<RecordedItem> items, Pair pair, int samples) {
        return items.stream()
                .map(item -> Lessons.draft(item, pair.small(), samples, 0))
                .toList();
    }

    private List<String> notes(
            Gate judge, Recording recording, List<RecordedItem> items, Prices prices, Evaluation evaluation) {
        List<String> notes = new ArrayList<>(recording.remarks());
        if (gate != null && GateFile.isFittedOn(judge, recorded.file())) {
            notes.add(
                    "the profile was fitted on these very questions, so all figures are too good; those of questions that it did not see are in the profile, under metrics");
        }
        if (items.stream().anyMatch(item -> item.weight() != 1)) {
            notes.add("the recording has weights; here each question counts once");
        }
        if (items.size() < recording.items().size()) {
            notes.add(
                    "%d of %d questions are left out: they lack an answer of one of the models, or samples that the gate looks at"
                            .formatted(
                                    recording.items().size() - items.size(),
                                    recording.items().size()));
        }
        notes.addAll(evaluation.notes());
        notes.addAll(prices.notes());
        return notes;
    }

    private void print(Report report, Recording recording, Pair pair, List<String> notes) {
        printing.print(
                report::json,
                () -> "%s on %s, threshold %s%n%n%s"
                        .formatted(pair, recording.name(), threshold, report.table(recording.labels())),
                notes);
    }
}
