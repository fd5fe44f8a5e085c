package io.cascadeflow.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.provider.recorded.Recording;
import java.time.LocalDate;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How good fitted gates are on questions they did not see, where the recordings are at hand. */
class FitFiguresTest {

    @ParameterizedTest
    @CsvSource({
        "gsm8k-dev.jsonl.gz, mixtral-8x7b-instruct, gpt-4-1106-preview, 1, 0.80, 0.79, 0.18, 1.00, 0.04",
        "gsm8k-dev.jsonl.gz, gpt-4o-mini, gpt-4-1106-preview, 2, 0.88, 0, 1, 1, 0.03",
        "gsm8k-dev.jsonl.gz, gpt-3.5-turbo, gpt-4o-mini, 2, 0.85, 0.80, 0.18, 1, 0.03",
        "mmlu-pro-dev.jsonl.gz, gemini-1.5-flash, gemini-1.5-pro, 1, 0.75, 1.00, 0.18, 0.45, 0.03",
    })
    void ranksDraftsOfQuestionsItDidNotSee(
            String file,
            String small,
            String large,
            int samples,
            double auroc,
            double apgr,
            double cpt50,
            double parity,
            double ece) {
        FitRun run = fit(file, small, large, samples);
        run.profile()
                .metrics()
                .forEach((name, metric) -> System.out.printf(
                        "%s > %s: %s %.4f [%.4f, %.4f]%n",
                        small, large, name, metric.value(), metric.low(), metric.high()));

        assertThat(value(run, "auroc")).isGreaterThanOrEqualTo(auroc);
        assertThat(value(run, "apgr")).isGreaterThanOrEqualTo(apgr);
        assertThat(value(run, "cpt50")).isLessThanOrEqualTo(cpt50);
        assertThat(value(run, "parity")).isLessThanOrEqualTo(parity);
        assertThat(value(run, "ece")).isLessThanOrEqualTo(ece);
    }

    private static double value(FitRun run, String name) {
        return Objects.requireNonNull(run.profile().metrics().get(name), name).value();
    }

    private static FitRun fit(String file, String small, String large, int samples) {
        Lessons lessons = Lessons.of(Recording.read(Recordings.file(file)), small, large, samples, () -> {});
        Source source = new Source(file, "", lessons.items().size(), LocalDate.EPOCH, "test");
        return FitRun.of("test", lessons, new Models(small, large), samples, source, FitRun.Costs.UNKNOWN, () -> {});
    }

    @ParameterizedTest
    @CsvSource("0.96, 0.90")
    void twoAgreeingSamplesOfAGoodModelAreAcceptedNearlyAlways(double precision, double accepted) {
        FitRun run = fit("gsm8k-dev.jsonl.gz", "gpt-4o-mini", "gpt-4-1106-preview", 2);
        double threshold = 0.80;
        long taken = run.heldOut().stream()
                .filter(draft -> confidence(draft) >= threshold)
                .count();
        long right = run.heldOut().stream()
                .filter(draft -> confidence(draft) >= threshold
                        && Objects.requireNonNull(draft.labels()).draftRight())
                .count();

        assertThat(taken / (double) run.heldOut().size()).isGreaterThanOrEqualTo(accepted);
        assertThat(right / (double) taken).isGreaterThanOrEqualTo(precision);
    }

    private static double confidence(Replayed draft) {
        return Objects.requireNonNull(draft.confidence());
    }
}
