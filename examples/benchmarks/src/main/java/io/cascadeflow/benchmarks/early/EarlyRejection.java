package io.cascadeflow.benchmarks.early;

import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.FitRun.Costs;
import io.cascadeflow.replay.Lessons;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How many tokens it saves to give up drafts while they grow, and how often it is a mistake. */
@Command(
        name = "early",
        description = {
            "Fits a gate on made-up drafts with log-probability traces, streams others like them through a cascade over real"
                    + " HTTP, and counts what giving up drafts early saves and changes.",
            "The drafts are synthetic: the figures show that the mechanism works, and not what a real model saves."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class EarlyRejection implements Callable<Integer> {

    @Option(names = "--drafts", defaultValue = "2000", description = "How many drafts to fit on, and how many to play.")
    private int drafts;

    @Option(names = "--seed", defaultValue = "1", description = "Of the made-up drafts.")
    private long seed;

    @Option(names = "--accept-above", defaultValue = "0.7", description = "The small tier's threshold.")
    private double threshold;

    @Option(names = "--min-saved", defaultValue = "0.30", description = "Fails below this share of tokens saved.")
    private double minSaved;

    @Option(
            names = "--max-changed",
            defaultValue = "0.01",
            description = "Fails above this share of decisions changed.")
    private double maxChanged;

    @Override
    public Integer call() throws Exception {
        Random random = new Random(seed);
        FitRun fit = fit(madeUp(random, 0));
        List<MadeUpDraft> played = madeUp(random, drafts);
        EarlyFigures figures = new EarlyFigures();
        try (StreamedCascade cascade = new StreamedCascade(FittedGate.of(fit.profile()), threshold, played)) {
            played.forEach(draft -> figures.add(draft, cascade.streamed(draft), cascade.whole(draft)));
        }
        System.out.printf(
                "made-up drafts, seed %d, accepted above %.2f; the gate's AUROC on them %.3f%n%s%n",
                seed,
                threshold,
                Objects.requireNonNull(fit.profile().metrics().get("auroc")).value(),
                figures.report());
        return figures.saved() >= minSaved && figures.changed() <= maxChanged ? 0 : 1;
    }

    private List<MadeUpDraft> madeUp(Random random, int from) {
        List<MadeUpDraft> all = new ArrayList<>(drafts);
        for (int i = 0; i < drafts; i++) {
            all.add(MadeUpDraft.next(random, from + i));
        }
        return all;
    }

    private FitRun fit(List<MadeUpDraft> known) {
        Recording recording = MadeUpRecording.of(known);
        Lessons lessons = Lessons.of(recording, MadeUpRecording.SMALL, MadeUpRecording.LARGE, 1, () -> {});
        return FitRun.of(
                "made-up",
                lessons,
                new Models(MadeUpRecording.SMALL, MadeUpRecording.LARGE),
                1,
                new Source("made up", "", known.size(), LocalDate.EPOCH, "made up"),
                Costs.UNKNOWN,
                () -> {});
    }
}
