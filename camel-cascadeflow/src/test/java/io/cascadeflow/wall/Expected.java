package io.cascadeflow.wall;

import io.cascadeflow.provider.ProviderException.Kind;
import java.time.Duration;
import java.util.Set;

/**
 * What must come out of one call to a server with a fault.
 *
 * @param kinds the kinds of failure that are right; none when it must answer
 * @param attempts the fewest requests that the server must see
 * @param mostAttempts the most requests that it may see
 * @param apart the least time between the first two of them
 * @param paid which of them are on the ledger as spent money
 */
public record Expected(Set<Kind> kinds, int attempts, int mostAttempts, Duration apart, Paid paid) {

    /** Which attempts cost money. */
    public enum Paid {
        /** The provider cannot have worked on any. */
        NONE,
        /** The provider worked on the last one only. */
        LAST,
        /** The provider may have worked on each. */
        ALL
    }

    /** An answer to the first request, which is paid for. */
    public static Expected answers() {
        return new Expected(Set.of(), 1, 1, Duration.ZERO, Paid.LAST);
    }

    /** A failure after one request that costs nothing. */
    public static Expected fails(Kind... kinds) {
        return new Expected(Set.of(kinds), 1, 1, Duration.ZERO, Paid.NONE);
    }

    public Expected attempts(int exactly) {
        return attempts(exactly, exactly);
    }

    public Expected attempts(int least, int most) {
        return new Expected(kinds, least, most, apart, paid);
    }

    public Expected apart(Duration least) {
        return new Expected(kinds, attempts, mostAttempts, least, paid);
    }

    public Expected paid(Paid paid) {
        return new Expected(kinds, attempts, mostAttempts, apart, paid);
    }

    public boolean isAnswer() {
        return kinds.isEmpty();
    }
}
