package io.cascadeflow.confidence.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.cascadeflow.confidence.Escalation.Gain;
import io.cascadeflow.confidence.fit.Gains.Observed;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GainsTest {

    @Test
    void whereDraftsAreOftenWrongGoingOnBringsMore() {
        SplittableRandom random = new SplittableRandom(5);
        List<Observed> questions = IntStream.range(0, 4_000)
                .mapToObj(i -> {
                    double confidence = random.nextDouble();
                    return new Observed(confidence, random.nextDouble() < confidence ? 0 : 1, 1);
                })
                .toList();

        List<Gain> gains = Gains.of(questions);

        assertThat(gains.size()).isGreaterThan(20);
        gains.forEach(gain -> assertThat(gain.answers()).isEqualTo(1 - gain.from(), offset(0.2)));
    }

    @Property(tries = 200)
    void theGainNeverGrowsWithConfidenceAndTheFirstIsForAll(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int size) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Observed> questions = IntStream.range(0, size)
                .mapToObj(i -> new Observed(random.nextInt(20) / 20.0, random.nextInt(-1, 2), 1 + random.nextInt(5)))
                .toList();

        List<Gain> gains = Gains.of(questions);

        assertThat(gains.get(0).from()).isZero();
        for (int i = 1; i < gains.size(); i++) {
            assertThat(gains.get(i).answers()).isLessThan(gains.get(i - 1).answers());
            assertThat(gains.get(i).from())
                    .isGreaterThanOrEqualTo(gains.get(i - 1).from());
        }
    }

    @Test
    void aQuestionThatStandsForManyCountsAsMany() {
        List<Gain> gains = Gains.of(List.of(new Observed(0.5, 1, 9), new Observed(0.6, 0, 1)));

        assertThat(gains)
                .singleElement()
                .satisfies(gain -> assertThat(gain.answers()).isEqualTo(0.9, offset(1e-9)));
    }
}
