package io.cascadeflow.camel;

import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.replay.FitRun;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Routes whose gate was fitted on made-up answers: of long questions, only the large model gives the right one. */
class MadeUpFixture extends RouteFixture {

    static final String SHORT = MadeUp.question(17, 25, false);
    static final String LONG = MadeUp.question(17, 25, true);

    @TempDir
    static Path shared;

    private static @Nullable FittedProfile fitted;

    String profile = "";

    @BeforeAll
    static void fit() throws Exception {
        fitted = MadeUp.profile(shared, new FitRun.Costs(0.1, 0.002));
    }

    @BeforeEach
    void write() {
        profile = FittedGates.write(folder, "made-up.json", fitted());
    }

    static FittedProfile fitted() {
        return Objects.requireNonNull(fitted);
    }

    BudgetFixture with(String cascade) throws Exception {
        BudgetFixture with = opened(BudgetFixture.withCascade(folder, cascade));
        with.context.probe.answers(call -> CompletableFuture.completedFuture(ProbeProvider.reply(MadeUp.answer(
                17, 25, call.request().question().length() < 100 || call.model().equals("dear")))));
        return with;
    }
}
