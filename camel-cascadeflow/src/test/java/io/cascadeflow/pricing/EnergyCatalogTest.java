package io.cascadeflow.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.cascadeflow.model.ModelId;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnergyCatalogTest {

    private static final EnergyCatalog SHIPPED = EnergyCatalog.shipped();

    private static double output(String model) {
        return SHIPPED.find(ModelId.parse(model)).orElseThrow().output();
    }

    @Test
    void everyShippedFigureHasASourceAndADay() {
        assertThat(EnergyFile.shipped()).isNotEmpty().allSatisfy((model, energy) -> {
            assertThat(energy.provenance().source()).startsWith("https://");
            assertThat(energy.provenance().asOf()).isAfter(LocalDate.of(2026, 1, 1));
            assertThat(energy.output()).isBetween(0.01, 10.0);
        });
    }

    /** By hand from the published formulas: one GPU at 8.03 billion parameters, four at 70.6. */
    @Test
    void theFiguresAreThoseOfThePublishedMethod() {
        double gpu8 = 1.17e-6 * Math.exp(-1.12e-2 * 64) * 8.03 + 4.05e-5;
        double server8 = (6.78e-4 * 8.03 + 3.12e-4 * 64 + 1.94e-2) * 1200 / 8 / 64 / 3600;
        assertThat(output("vllm:meta-llama/Llama-3.1-8B-Instruct")).isEqualTo(1000 * (gpu8 + server8), within(1e-12));
        double gpu70 = 1.17e-6 * Math.exp(-1.12e-2 * 64) * 70.6 + 4.05e-5;
        double server70 = (6.78e-4 * 70.6 + 3.12e-4 * 64 + 1.94e-2) * 1200 * 4 / 8 / 64 / 3600;
        assertThat(output("vllm:llama-3.3-70b")).isEqualTo(1000 * (4 * gpu70 + server70), within(1e-12));
    }

    @Test
    void aLargerModelTakesMoreAndOneOfFewActiveParametersLess() {
        assertThat(output("vllm:Qwen/Qwen3-8B")).isLessThan(output("vllm:Qwen/Qwen3-32B"));
        assertThat(output("vllm:Qwen/Qwen3-30B-A3B")).isLessThan(output("vllm:Qwen/Qwen3-32B"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"openai:gpt-4o", "anthropic:claude-opus-5", "groq:llama-3.1-8b", "vllm:gpt-4o", "vllm:qwen3"})
    void whereNoSourceTellsNothingIsKnown(String model) {
        assertThat(SHIPPED.find(ModelId.parse(model))).isEmpty();
    }

    @Test
    void theOperatorsFiguresWinAndMayBeZero() {
        ModelId model = ModelId.parse("vllm:llama-3.1-8b");
        EnergyCatalog own = SHIPPED.with(Map.of(model, new Energy(0.5, 0, Provenance.OPERATOR)));
        assertThat(own.find(ModelId.parse("VLLM:Llama-3.1-8B")).orElseThrow().wattHours(2000, 5000))
                .isEqualTo(1.0);
    }

    @Test
    void gramsAreKnownWhereTheOperatorSaysWhereAModelRuns() {
        ModelId here = ModelId.parse("vllm:a");
        ModelId there = ModelId.parse("vllm:b");
        assertThat(SHIPPED.grams(here, 10)).isEmpty();
        EnergyCatalog placed = SHIPPED.withGrams(400).withGrams(Map.of(here, 50.0));
        assertThat(placed.grams(here, 10)).contains(0.5);
        assertThat(placed.grams(there, 10)).contains(4.0);
    }

    @Test
    void whatIsNoEnergyIsRefused() {
        for (double none : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Energy(0, none, Provenance.OPERATOR));
            assertThatIllegalArgumentException().isThrownBy(() -> new Energy(none, 0, Provenance.OPERATOR));
            assertThatIllegalArgumentException().isThrownBy(() -> EnergyEstimate.wattHours(none, 8));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> EnergyEstimate.wattHours(9, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "joules a",
                "energy a active=1 total=1 src=s",
                "energy a active=1 total=1 on=2026-11-28",
                "energy a total=1 src=s on=2026-11-28",
                "energy a a active=1 total=1 src=s on=2026-11-28"
            })
    void aFileThatIsWrongSaysInWhichLine(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EnergyFile.parse("e.txt", "source s https://x.example\nat vllm\n" + line))
                .withMessageStartingWith("e.txt, line 3: ");
    }
}
