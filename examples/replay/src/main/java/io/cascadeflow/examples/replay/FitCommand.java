package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.FittedProfileWriter;
import io.cascadeflow.confidence.fit.CrossFit;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Lessons;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Fits a gate profile on recorded answers. */
@Command(
        name = "fit",
        mixinStandardHelpOptions = true,
        description = {
            "Fits a gate profile on recorded and labelled answers, and tells by five-fold cross-validation how good such a gate is on questions it did not see.",
            "Every choice (penalties, calibration) is made inside the folds. Brackets hold 95 % intervals."
        })
final class FitCommand implements Callable<Integer> {

    @Option(
            names = "--recording",
            required = true,
            paramLabel = "FILE",
            description = "the recorded questions, answers and labels: JSON Lines, plain or gzip")
    private Path file = Path.of("");

    @Option(names = "--small", required = true, paramLabel = "MODEL", description = "the model whose drafts are judged")
    private String small = "";

    @Option(names = "--large", required = true, paramLabel = "MODEL", description = "the model of the next tier")
    private String large = "";

    @Option(names = "--out", required = true, paramLabel = "PROFILE", description = "where to write the profile (JSON)")
    private Path out = Path.of("");

    @Option(
            names = "--samples",
            defaultValue = "1",
            paramLabel = "K",
            description =
                    "how many answers of the small model the gate compares (default: ${DEFAULT-VALUE}); kept in the profile: whoever uses it asks, and pays for, as many")
    private int samples;

    @Option(
            names = "--price",
            paramLabel = "MODEL=IN/OUT",
            converter = PriceOption.Converter.class,
            description =
                    "a model's price in USD per million tokens; may be repeated; without it the catalog's. Tells when a draft is not worth asking for, and when going on is worth its price")
    private List<PriceOption> given = new ArrayList<>();

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
        if (samples < 1) {
            throw new ParameterException(spec.commandLine(), "--samples is %d; give 1 or more".formatted(samples));
        }
        if (small.equals(large)) {
            throw new ParameterException(
                    spec.commandLine(), "--small and --large are the same model; a cascade needs two");
        }
        Recording recording = Recording.read(file);
        Lessons lessons = lessons(recording);
        recording.remarks().forEach(remark -> spec.commandLine().getErr().println("note: " + remark));
        FitRun run = fit(recording, lessons);
        Files.writeString(out, FittedProfileWriter.write(run.profile()), StandardCharsets.UTF_8);
        print(run);
        return 0;
    }

    private Lessons lessons(Recording recording) {
        int items = recording.items().size();
        try (ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), "reading", items)) {
            return Lessons.of(recording, small, large, samples, progress::step);
        }
    }

    private FitRun fit(Recording recording, Lessons lessons) {
        String name = String.valueOf(out.getFileName()).replaceFirst("\\.json$", "");
        Source source = new Source(
                String.valueOf(file.getFileName()),
                RecordingFile.sha256(file),
                lessons.items().size(),
                LocalDate.now(Clock.systemUTC()),
                "logistic regression with squared penalties, labels by " + recording.labels());
        try (ProgressBar progress = new ProgressBar(spec.commandLine().getErr(), "fitting", CrossFit.FOLDS + 1)) {
            return FitRun.of(
                    name,
                    lessons,
                    new Models(small, large),
                    samples,
                    source,
                    costs(recording, lessons),
                    progress::step);
        }
    }

    private FitRun.Costs costs(Recording recording, Lessons lessons) {
        Prices prices = new Prices(given, recording, PriceCatalog.shipped(Clock.systemUTC()), List.of(small, large));
        return new AnswerCosts(prices).costs(lessons.items(), small, samples, large);
    }

    private void print(FitRun run) throws Exception {
        PrintWriter to = spec.commandLine().getOut();
        FittedProfile profile = run.profile();
        FitReport report = new FitReport(profile, run.heldOut());
        if (json) {
            to.println(report.json());
        } else {
            to.printf(
                    "%s > %s, %d questions of %s, %d sample(s); cross-validated%n%n",
                    small, large, profile.source().questions(), profile.source().recording(), samples);
            to.print(report.table());
            to.printf("%nwritten to %s%n", out);
        }
        to.flush();
        if (page != null) {
            Page.write(page, "%s > %s, cross-validated".formatted(small, large), report.table(), run.heldOut());
        }
    }
}
