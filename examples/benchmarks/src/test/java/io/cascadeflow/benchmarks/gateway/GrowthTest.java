package io.cascadeflow.benchmarks.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GrowthTest {

    private static List<SoakSample> samples(LongUnaryOperator heap) {
        return LongStream.range(0, 30)
                .mapToObj(minute -> new SoakSample(60 * minute, heap.applyAsLong(minute), 50, 60, 3))
                .toList();
    }

    private static Growth heap(LongUnaryOperator heap) {
        return Growth.of("heap", samples(heap), SoakSample::liveHeapKib, 0.15, 0);
    }

    @Test
    void aLeakThatIsSlowAndSteadyIsGrowth() {
        assertThat(heap(minute -> 30_000 + 500 * minute).grew()).isTrue();
    }

    @Test
    void upAndDownIsNone() {
        assertThat(heap(minute -> 30_000 + minute % 3 * 4_000).grew()).isFalse();
    }

    @Test
    void onePeakAtTheEndIsNone() {
        assertThat(heap(minute -> minute == 29 ? 90_000 : 30_000).grew()).isFalse();
    }
}
