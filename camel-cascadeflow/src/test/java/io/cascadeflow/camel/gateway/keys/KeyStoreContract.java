package io.cascadeflow.camel.gateway.keys;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.NOON;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every store of keys does. */
public abstract class KeyStoreContract {

    protected final MovableClock clock = new MovableClock();

    /** A store of these keys. */
    protected abstract KeyStore holding(StoredKey... keys);

    @Test
    void findsAKeyAsItIsKept() {
        StoredKey key = issue(NOON.plusSeconds(60)).stored();
        StoredKey bare = new StoredKey(
                new Caller("bareKey123", "acme", null, null, List.of(), List.of(), RateLimits.NONE),
                KeyHash.of("x"),
                "",
                null,
                null,
                null);
        StoredKey gone = revoked(issue().stored(), NOON.minusSeconds(1));
        KeyStore store = holding(key, bare, gone);

        assertThat(get(store.find(key.id()))).contains(key);
        assertThat(get(store.find(bare.id()))).contains(bare);
        assertThat(get(store.find(gone.id()))).contains(gone);
    }

    @Test
    void knowsNoOtherIds() {
        StoredKey key = issue().stored();
        KeyStore store = holding(key);

        assertThat(get(store.find("nobody1234"))).isEmpty();
        assertThat(get(store.find(key.id().substring(1)))).isEmpty();
        assertThat(get(store.find(""))).isEmpty();
    }

    @Test
    void idsDifferByTheCaseOfTheirLetters() {
        StoredKey key = new StoredKey(
                new Caller("abcdEFGH", "acme", null, null, List.of(), List.of(), RateLimits.NONE),
                KeyHash.of("x"),
                "",
                NOON,
                null,
                null);
        KeyStore store = holding(key);

        assertThat(get(store.find("ABCDefgh"))).isEmpty();
        assertThat(get(store.find("abcdEFGH"))).contains(key);
    }

    @Test
    void letsInWhoeverHasTheWholeKeyUntilItExpires() {
        IssuedKey key = issue(NOON.plusSeconds(60));
        Callers callers = new Callers(holding(key.stored()), null, clock);

        assertThat(get(callers.verify(bearer(key.key(), "a"))))
                .isEqualTo(key.stored().caller());
        clock.advance(Duration.ofSeconds(59));
        assertThat(get(callers.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(reason(callers, key.key())).isEqualTo(Reason.EXPIRED);
    }

    @Test
    void tellsNobodyElseWhatIsWrongWithAKey() {
        IssuedKey good = issue();
        IssuedKey expired = issue(NOON.minusSeconds(1));
        IssuedKey revoked = issue();
        Callers callers =
                new Callers(holding(good.stored(), expired.stored(), revoked(revoked.stored(), NOON)), null, clock);

        Verdict unknown = get(callers.verify(bearer(issue().key(), "a")));
        assertThat(unknown).isEqualTo(Refused.unknown());
        assertThat(List.of(good, expired, revoked))
                .allSatisfy(key -> assertThat(get(callers.verify(bearer(KeyFixture.wrong(key), "a"))))
                        .isEqualTo(unknown));
        assertThat(reason(callers, expired.key())).isEqualTo(Reason.EXPIRED);
        assertThat(reason(callers, revoked.key())).isEqualTo(Reason.REVOKED);
    }

    private static Reason reason(Callers callers, String key) {
        return ((Refused) get(callers.verify(bearer(key, "a")))).reason();
    }
}
