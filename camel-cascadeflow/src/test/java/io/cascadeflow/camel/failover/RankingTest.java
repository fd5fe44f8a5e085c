package io.cascadeflow.camel.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.failover.Alternative.Standing;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RankingTest {

    @Test
    void asWritten() {
        assertThat(rank(EndpointOrder.IN_ORDER, standing(1, "9", true, 9), standing(1, "1", false, 1)))
                .containsExactly(0, 1);
    }

    @Test
    void theCheapestFirstAndEqualsAsWritten() {
        assertThat(rank(
                        EndpointOrder.CHEAPEST,
                        standing(1, "2", false, null),
                        standing(1, "1", false, null),
                        standing(1, "1.00", false, null)))
                .containsExactly(1, 2, 0);
    }

    @Test
    void whatWasNeverMeasuredThenTheFastestAndLastWhatJustFailed() {
        assertThat(rank(
                        EndpointOrder.LEAST_LATENCY,
                        standing(1, null, true, 1),
                        standing(1, null, false, 300),
                        standing(1, null, false, 200),
                        standing(1, null, false, null),
                        standing(1, null, true, null)))
                .containsExactly(3, 2, 1, 4, 0);
    }

    @Test
    void firstAsOftenAsTheWeightSays() {
        Random random = new Random(7);
        List<Standing> standings = List.of(standing(3, null, false, null), standing(1, null, false, null));
        int first = 0;
        for (int i = 0; i < 10_000; i++) {
            first += Ranking.of(standings, EndpointOrder.WEIGHTED, random::nextDouble)
                                    .get(0)
                            == 0
                    ? 1
                    : 0;
        }

        assertThat(first).isBetween(7_350, 7_650);
    }

    @Property
    void everyEndpointIsThereOnce(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1000) Integer> weights,
            @ForAll EndpointOrder order,
            @ForAll long seed) {
        List<Standing> standings = weights.stream()
                .map(weight -> standing(weight, "" + weight, weight % 2 == 0, weight % 3 == 0 ? null : weight))
                .toList();
        Random random = new Random(seed);

        assertThat(Ranking.of(standings, order, random::nextDouble))
                .hasSameSizeAs(standings)
                .doesNotHaveDuplicates()
                .allMatch(i -> i >= 0 && i < standings.size());
    }

    private static List<Integer> rank(EndpointOrder order, Standing... standings) {
        return Ranking.of(List.of(standings), order, () -> 0);
    }

    private static Standing standing(int weight, @Nullable String price, boolean failing, @Nullable Integer millis) {
        return new Standing(
                weight,
                price == null ? null : new BigDecimal(price),
                failing,
                millis == null ? null : Duration.ofMillis(millis));
    }
}
