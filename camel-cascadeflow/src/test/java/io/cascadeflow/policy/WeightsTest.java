package io.cascadeflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {

    @Test
    void onlyTheRatiosMatter() {
        assertThat(new Weights(2, 1, 1, 0))
                .isEqualTo(new Weights(1e300, 5e299, 5e299, 0))
                .isEqualTo(new Weights(0.5, 0.25, 0.25, 0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
    void aWeightIsANumberFromZeroOn(double none) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Weights(1, none, 1, 1))
                .withMessage("cost is %s; a weight is a number, 0 or more", none);
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(none, 1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(1, 1, none, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Weights(1, 1, 1, none));
    }

    @Test
    void somethingHasToCount() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Weights(0, 0, 0, 0))
                .withMessage("all weights are 0, so nothing counts; set one of them above 0");
    }

    @Test
    void severalCountAlikeHoweverLargeTheirNumbersAre() {
        Weights mean = Weights.mean(List.of(new Weights(100, 0, 0, 0), new Weights(0, 1, 0, 0)));
        assertThat(mean).isEqualTo(new Weights(0.5, 0.5, 0, 0));
    }

    @Property
    void theirOrderDoesNotMatter(
            @ForAll @Size(min = 1, max = 6) List<@DoubleRange(min = 0, max = 1000) Double> costs,
            @ForAll Random random) {
        List<Weights> all = new ArrayList<>(
                costs.stream().map(cost -> new Weights(0.3, cost, 0.1, 0)).toList());
        Weights mean = Weights.mean(all);
        Collections.shuffle(all, random);

        assertThat(Weights.mean(all)).isEqualTo(mean);
        assertThat(mean.quality() + mean.cost() + mean.latency() + mean.energy())
                .isEqualTo(1, within(1e-12));
    }
}
