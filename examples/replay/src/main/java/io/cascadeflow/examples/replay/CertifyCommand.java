package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.FittedProfileWriter;
import io.cascadeflow.confidence.fit.Certifying;
import io.cascadeflow.confidence.fit.Certifying.Judged;
import io.cascadeflow.confidence.fit.CrossFit;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.FitRun;
import io.cascadeflow.replay.Labels;
import io.cascadeflow.replay.Lessons;
import io.cascadeflow.replay.Replayed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the threshold whose regret is bounded. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = {
            "Finds the threshold that accepts most while regret stays within a limit, with a certainty, by exact binomial bounds.",
            "Regret is the share of all questions whose draft is accepted and wrong while the large model was right.",
            "The bound holds for questions like those of the recording: take them as they come in production.",
            "On the recording that the profile was fitted on, each draft is judged by a gate that was fitted without it."
        })
final class CertifyCommand implements Callable<Integer> {

    @Option(names = "--gate", required = true, paramLabel = "PROFILE", description = "a fitted profile (JSON)")
    private Path gate = Path.of("");

    @Mixin
    private RecordingOption recorded = new RecordingOption();

    @Option(
            names = "--max-regret",
            required = true,
            paramLabel = "E",
            description = "the regret allowed, 0 to 1, as 0.02")
    private double maxRegret;

    @Option(
            names = "--at-confidence",
            defaultValue = "0.95",
            paramLabel = "C",
            description = "the certainty of the bound, 0 to 1 (default: ${DEFAULT-VALUE})")
    private double atConfidence;

    @Option(
            names = "--out",
            paramLabel = "PROFILE",
            description =
                    "also write the profile with this certificate, for routes with that maxRegret; may be the same file")
    private @Nullable Path out;

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws IOException {
        if (!(maxRegret > 0 && maxRegret < 1) || !(atConfidence > 0 && atConfidence < 1)) {
            throw printing.misuse("--max-regret and --at-confidence are shares above 0 and below 1, as 0.02 and 0.95");
        }
        FittedGate fitted = GateFile.fitted(gate);
        FittedProfile profile = fitted.profile();
        Lessons lessons = lessons(recorded.read(), profile);
        boolean own = profile.source().sha256().equals(RecordingFile.sha256(recorded.file()));
        List<Judged> judged = FitRun.judged(lessons.evenly(own ? leftOut(lessons) : assessed(fitted, lessons)));
        Certificate certificate = Certifying.certify(judged, maxRegret, atConfidence);
        if (out != null) {
            write(profile, certificate, out);
        }
        print(certificate, Certifying.smallestEscalation(judged, maxRegret), judged.size());
        return 0;
    }

    /** In place of one for the same terms, if there is one. */
    private static void write(FittedProfile profile, Certificate certificate, Path out) throws IOException {
        List<Certificate> all = new ArrayList<>(profile.certified());
        all.removeIf(other ->
                other.maxRegret() == certificate.maxRegret() && other.confidence() == certificate.confidence());
        all.add(certificate);
        all.sort(Comparator.comparingDouble(Certificate::maxRegret).thenComparingDouble(Certificate::confidence));
        Files.writeString(out, FittedProfileWriter.write(profile.withCertified(all)), StandardCharsets.UTF_8);
    }

    private Lessons lessons(Recording recording, FittedProfile profile) {
        try (ProgressBar progress =
                printing.progress("reading", recording.items().size())) {
            return Lessons.of(
                    recording, profile.models().small(), profile.models().large(), profile.samples(), progress::step);
        }
    }

    private List<Replayed> leftOut(Lessons lessons) {
        try (ProgressBar progress = printing.progress("fitting", CrossFit.FOLDS)) {
            return FitRun.heldOut(lessons, progress::step);
        }
    }

    private static List<Replayed> assessed(FittedGate gate, Lessons lessons) {
        List<Replayed> all = new ArrayList<>();
        for (int i = 0; i < lessons.items().size(); i++) {
            FittedProfile profile = gate.profile();
            Assessment found = gate.assess(
                    Lessons.draft(lessons.items().get(i), profile.models().small(), profile.samples(), 0));
            Double confidence = found.defects().isEmpty() ? found.confidence() : null;
            Labels labels = lessons.labels().get(i);
            all.add(new Replayed(confidence, true, labels, null, null));
        }
        return all;
    }

    private void print(Certificate certificate, double smallest, int questions) {
        printing.print(
                () -> FitReport.json(certificate)
                        .put("smallestEscalation", smallest)
                        .put("items", questions),
                () -> text(certificate, smallest, questions),
                List.of());
    }

    private static String text(Certificate certificate, double smallest, int questions) {
        if (certificate.threshold() == null) {
            return String.format(
                    Locale.ROOT,
                    "not attainable on %d questions; smallest escalation share is %.1f %%, by a gate that knows every answer%n",
                    questions,
                    100 * smallest);
        }
        return String.format(
                Locale.ROOT,
                "threshold %.4f accepts %.1f %% of the drafts; regret is at most %.2f %% with a certainty of %.0f %% (%d questions)%n",
                certificate.threshold(),
                100 * certificate.accepted(),
                100 * certificate.regretBound(),
                100 * certificate.confidence(),
                questions);
    }
}
