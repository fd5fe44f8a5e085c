package io.cascadeflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TimeOrderedIdTest {

    private static final long YEAR_9999 = 253_402_300_799_999L;

    @Property
    void sortsByTime(@ForAll @LongRange(max = YEAR_9999) long one, @ForAll @LongRange(max = YEAR_9999) long other) {
        int byId = TimeOrderedId.at(Instant.ofEpochMilli(one)).compareTo(TimeOrderedId.at(Instant.ofEpochMilli(other)));

        assertThat(one == other || Integer.signum(byId) == Long.signum(one - other))
                .isTrue();
    }

    @Property
    void isAUuidOfVersionSeven(@ForAll @LongRange(max = YEAR_9999) long millis) {
        UUID id = UUID.fromString(TimeOrderedId.at(Instant.ofEpochMilli(millis)));

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(millis);
    }

    @Test
    void isNeverTheSameAtOneInstant() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            assertThat(ids.add(TimeOrderedId.at(Instant.EPOCH))).isTrue();
        }
    }
}
