package io.cascadeflow.examples.replay;

import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.GateReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A gate profile in a file. */
final class GateFile {

    private GateFile() {}

    /** @throws IllegalArgumentException when it cannot be read, is no profile, or may not be used */
    static Gate read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return GateReader.read(file.toString(), in);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "%s: cannot be read; --gate is the file of a gate profile".formatted(file), e);
        }
    }

    /** @throws IllegalArgumentException when it is not a profile that {@code fit} wrote */
    static FittedGate fitted(Path file) {
        if (read(file) instanceof FittedGate gate) {
            return gate;
        }
        throw new IllegalArgumentException(
                "%s: is a profile of priors, fitted on nothing; make one with replay.jar fit".formatted(file));
    }

    /**
     * The gate for drafts of {@code models}.
     *
     * @param transfer whether a profile for other models is wanted on purpose
     * @throws IllegalArgumentException when the profile is for other models and that is not wanted
     */
    static Gate matching(Gate gate, Pair models, boolean transfer) {
        if (!(gate instanceof FittedGate fitted)) {
            return gate;
        }
        if (transfer) {
            return fitted.forAnyModel();
        }
        FittedProfile profile = fitted.profile();
        if (!Models.same(profile.models().small(), models.small())
                || !Models.same(profile.models().large(), models.large())) {
            throw new IllegalArgumentException(
                    "gate profile '%s' is for %s > %s, not for %s > %s; fit one for these, or apply it on purpose with --transfer"
                            .formatted(
                                    profile.name(),
                                    profile.models().small(),
                                    profile.models().large(),
                                    models.small(),
                                    models.large()));
        }
        return fitted;
    }

    /** Whether the recording is the one that the gate learned from. */
    static boolean isFittedOn(Gate gate, Path recording) {
        return gate instanceof FittedGate fitted
                && fitted.profile().source().sha256().equals(RecordingFile.sha256(recording));
    }
}
