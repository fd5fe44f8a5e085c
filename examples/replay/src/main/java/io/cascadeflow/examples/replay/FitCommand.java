package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.FittedProfileWriter;
import io.cascadeflow.confidence.fit.CrossFit;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Lessons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits a gate profile on recorded answers. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "Fits a gate profile on recorded and labelled answers, and tells by five-fold cross-validation how good such a gate is on questions it did not see.",
            "Every choice (penalties, calibration) is made inside the folds. Brackets hold 95 % intervals.",
            "Prices go into the profile: they tell when a draft is not worth asking for, and when going on is worth its price."
        })
final class FitCommand implements Callable<Integer> {

    @Mixin
    private RecordingOption recorded = new RecordingOption();

    @Mixin
    private PairOptions models = new PairOptions();

    @Option(names = "--out", required = true, paramLabel = "PROFILE", description = "where to write the profile (JSON)")
    private Path out = Path.of("");

    @Option(
            names = "--samples",
            defaultValue = "1",
            paramLabel = "K",
            description =
                    "how many answers of the small model the gate compares (default: ${DEFAULT-VALUE}); kept in the profile: whoever uses it asks, and pays for, as many")
    private int samples;

    @Mixin
    private PriceOptions given = new PriceOptions();

    @Mixin
    private PageOption report = new PageOption();

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws Exception {
        if (samples < 1) {
            throw printing.misuse("--samples is %d; give 1 or more".formatted(samples));
        }
        Pair pair = models.pair();
        Recording recording = recorded.read();
        Lessons lessons = lessons(recording, pair);
        printing.aside(recording.remarks());
        FitRun run = fit(recording, lessons, pair);
        Files.writeString(out, FittedProfileWriter.write(run.profile()), StandardCharsets.UTF_8);
        print(run, pair);
        return 0;
    }

    private Lessons lessons(Recording recording, Pair pair) {
        try (ProgressBar progress =
                printing.progress("reading", recording.items().size())) {
            return Lessons.of(recording, pair.small(), pair.large(), samples, progress::step);
        }
    }

    private FitRun fit(Recording recording, Lessons lessons, Pair pair) {
        String name = String.valueOf(out.getFileName()).replaceFirst("\\.json$", "");
        FitRun.Costs costs = costs(recording, lessons, pair);
        try (ProgressBar progress = printing.progress("fitting", CrossFit.FOLDS + 1)) {
            return FitRun.of(
                    name,
                    lessons,
                    new Models(pair.small(), pair.large()),
                    samples,
                    source(recording, lessons),
                    costs,
                    progress::step);
        }
    }

    private Source source(Recording recording, Lessons lessons) {
        return new Source(
                String.valueOf(recorded.file().getFileName()),
                RecordingFile.sha256(recorded.file()),
                lessons.items().size(),
                LocalDate.now(Clock.systemUTC()),
                "logistic regression with squared penalties, labels by " + recording.labels());
    }

    private FitRun.Costs costs(Recording recording, Lessons lessons, Pair pair) {
        Prices prices = given.prices(recording, pair.models());
        printing.aside(prices.notes());
        return new AnswerCosts(prices).costs(lessons.items(), pair.small(), samples, pair.large());
    }

    private void print(FitRun run, Pair pair) throws IOException {
        FitReport fit = new FitReport(run.profile(), run.heldOut());
        printing.print(fit::json, () -> text(fit, pair), List.of());
        if (report.page().isPresent()) {
            Page.write(report.page().get(), pair + ", cross-validated", fit.table(), run.heldOut());
        }
    }

    private String text(FitReport fit, Pair pair) {
        Source source = fit.profile().source();
        return String.format(
                Locale.ROOT,
                "%s, %d questions of %s, %d sample(s); cross-validated%n%n%s%nwritten to %s%n",
                pair,
                source.questions(),
                source.recording(),
                samples,
                fit.table(),
                out);
    }
}
