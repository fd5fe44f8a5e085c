package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.ProfileGate;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.Bootstrap;
import io.cascadeflow.replay.Evaluation;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Replayed;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs every question of a recording through a Camel route with a cascade, and tells how good that was. */
@Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs every recorded question through a Camel route with a cascade of two recorded models, and tells what was accepted, what it cost and how good it is.",
            "Token usage that was not recorded is estimated from the texts, four UTF-8 bytes a token."
        })
final class EvaluateCommand implements Callable<Integer> {

    @Option(
            names = "--recording",
            required = true,
            paramLabel = "FILE",
            description = "the recorded questions and answers: JSON Lines, plain or gzip")
    private Path file = Path.of("");

    @Option(names = "--small", required = true, paramLabel = "MODEL", description = "the model that is asked first")
    private String small = "";

    @Option(
            names = "--large",
            required = true,
            paramLabel = "MODEL",
            description = "the model that is asked when the small one's draft is not accepted")
    private String large = "";

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

    @Option(
            names = "--price",
            paramLabel = "MODEL=IN/OUT",
            converter = PriceOption.Converter.class,
            description =
                    "a model's price in USD per million tokens, as gpt-4o-mini=0.15/0.60; may be repeated; without it the catalog's, where the model's name is known there")
    private List<PriceOption> given = new ArrayList<>();

    @Option(names = "--transfer", description = "apply a fitted profile on purpose to models it was not fitted for")
    private boolean transfer;

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "also write a page with the reliability diagram and the cost-quality curve (HTML)")
    private @Nullable Path page;

    @Option(names = "--json", description = "print one JSON object instead of the table")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        requireSense();
        Pair models = new Pair(small, large);
        Recording recording = Recording.read(file);
        List<RecordedItem> items = models.questionsIn(recording);
        Prices prices = new Prices(given, recording, PriceCatalog.shipped(Clock.systemUTC()), List.of(small, large));
        Gate judge = GateFile.matching(gate == null ? ProfileGate.first() : GateFile.read(gate), models, transfer);
        int samples = judge.samples();
        items = models.withSamples(recording, items, samples);

        List<Replayed> replayed = replay(items, judge, new Trial(models, prices));
        Evaluation evaluation = Evaluation.of(replayed);
        double micros = new DecisionTime(judge, threshold).medianMicros(drafts(items, samples));
        Report report = new Report(evaluation, Bootstrap.intervals(replayed), micros);
        print(report, recording, notes(judge, recording, items, prices, evaluation));
        if (page != null) {
            Page.write(
                    page,
                    "%s > %s on %s".formatted(small, large, recording.name()),
                    report.table(recording.labels()),
                    replayed);
        }
        return 0;
    }

    private void requireSense() {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--threshold is %s; it is a confidence, 0 to 1".formatted(threshold));
        }
        if (small.equals(large)) {
            throw new ParameterException(
                    spec.commandLine(), "--small and --large are the same model; a cascade needs two");
        }
    }

    private List<Replayed> replay(List<RecordedItem> items, Gate judge, Trial trial) throws Exception {
        List<Replayed> all = new ArrayList<>(items.size());
        Endpoints endpoints = Endpoints.of(file, trial.models());
        String prices = trial.prices().configuration("recorded", List.of(small, large));
        try (CascadeRoute route = CascadeRoute.start(endpoints, new RecalledSignals(judge, small), threshold, prices);
                ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), "replaying", items.size())) {
            for (RecordedItem item : items) {
                all.add(trial.judge(
                        item, route.play(item, item.samples(small).get(0).signals())));
                progress.step();
            }
        }
        return all;
    }

    private List<Draft> drafts(List<RecordedItem> items, int samples) {
        return items.stream()
                .map(item -> Lessons.draft(item, small, samples, 0))
                .toList();
    }

    private List<String> notes(
            Gate judge, Recording recording, List<RecordedItem> items, Prices prices, Evaluation evaluation) {
        List<String> notes = new ArrayList<>(recording.remarks());
        if (gate != null && GateFile.isFittedOn(judge, file)) {
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

    /** In JSON there is no place for notes: they go to standard error. */
    private void print(Report report, Recording recording, List<String> notes) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter remarks = json ? spec.commandLine().getErr() : out;
        if (json) {
            out.println(report.json());
        } else {
            out.printf("%s > %s on %s, threshold %s%n%n", small, large, recording.name(), threshold);
            out.print(report.table(recording.labels()));
        }
        notes.forEach(note -> remarks.println("note: " + note));
        out.flush();
        remarks.flush();
    }
}
