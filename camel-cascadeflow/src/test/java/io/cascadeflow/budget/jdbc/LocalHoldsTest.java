package io.cascadeflow.budget.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.HoldStatus;
import io.cascadeflow.model.ModelId;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LocalHoldsTest {

    private static final int MORE_THAN_FIT = 50_001;

    private final LocalHolds holds = new LocalHolds();

    @Test
    void rememberOnlyWhatBecameOfAHoldOnceItsEndIsWritten() {
        LocalHold hold = hold("a");
        holds.add(hold);
        holds.finish(hold, HoldStatus.SETTLED);

        assertThat(holds.find("a")).isSameAs(hold);
        holds.written(hold);

        assertThat(holds.find("a")).isNull();
        assertThat(holds.status("a")).isEqualTo(HoldStatus.SETTLED);
    }

    @Test
    void keepAHoldThatExpiredSinceItsCostMayStillCome() {
        LocalHold hold = hold("a");
        holds.add(hold);
        holds.finish(hold, HoldStatus.EXPIRED);
        holds.written(hold);

        assertThat(holds.find("a")).isSameAs(hold);
    }

    @Test
    void forgetTheOldestSoThatTheDatabaseIsAsked() {
        for (HoldStatus status : List.of(HoldStatus.EXPIRED, HoldStatus.SETTLED)) {
            IntStream.range(0, MORE_THAN_FIT).forEach(i -> ended(hold(status + "-" + i), status));

            assertThat(holds.status(status + "-0")).isNull();
            assertThat(holds.status(status + "-1")).isEqualTo(status);
        }
    }

    private void ended(LocalHold hold, HoldStatus status) {
        holds.add(hold);
        holds.finish(hold, status);
        holds.written(hold);
    }

    private static LocalHold hold(String key) {
        CallRef call = new CallRef("decision", 1, ModelId.parse("openai:gpt-4o-mini"));
        return new LocalHold(
                new StoredHold(key, "node", call, Amount.ZERO, Instant.EPOCH, Instant.EPOCH, List.of()), List.of());
    }
}
