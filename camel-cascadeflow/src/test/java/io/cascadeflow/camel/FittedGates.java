package io.cascadeflow.camel;

import io.cascadeflow.confidence.Calibration.Platt;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.FittedProfileWriter;
import io.cascadeflow.confidence.GramWeights;
import io.cascadeflow.confidence.Weights;
import io.cascadeflow.confidence.Weights.Weight;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Fitted profiles for drafts of the provider {@code probe}, which weigh a signal or two. */
final class FittedGates {

    private FittedGates() {}

    /** Confident, at about 0.98, when the samples come to the same; else not, at about 0.02. */
    static FittedProfile comparing(int samples) {
        return profile("probe-model-2026", samples, "agreement.same", List.of());
    }

    /** Confident, at about 0.98, when the signal is 1; at about 0.02 when it is 0. */
    static FittedProfile weighing(String signal) {
        return profile("probe-model-2026", 1, signal, List.of());
    }

    static FittedProfile profile(String model, int samples, String signal, List<Certificate> certified) {
        return new FittedProfile(
                "mine",
                new Models(model, "large"),
                samples,
                new Source("answers.jsonl", "00ff", 500, LocalDate.of(2026, 11, 27), "logistic"),
                new Weights(0, Map.of(signal, new Weight(2, 0.5, 0.25, 0)), Map.of(), GramWeights.NONE),
                new Platt(1, 0),
                Map.of(),
                certified);
    }

    /** Writes it, and gives the location as a gate option wants it. */
    static String write(Path folder, String name, FittedProfile profile) {
        try {
            return "file:" + Files.writeString(folder.resolve(name), FittedProfileWriter.write(profile));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
