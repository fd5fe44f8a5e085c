package io.cascadeflow.camel.gateway.keys;

import static io.cascadeflow.camel.gateway.keys.KeyFixture.bearer;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.get;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.issue;
import static io.cascadeflow.camel.gateway.keys.KeyFixture.wrong;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallersTest {

    private final MovableClock clock = new MovableClock();
    private final IssuedKey key = issue();
    private final List<String> asked = new ArrayList<>();
    private final Callers callers = new Callers(this::find, null, clock);

    private CompletionStage<Optional<StoredKey>> find(String id) {
        asked.add(id);
        return CompletableFuture.completedFuture(
                Optional.of(key.stored()).filter(stored -> stored.id().equals(id)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER ", "bEaReR   ", "Bearer\t", "  Bearer "})
    void theSchemeIsReadInAnyCase(String scheme) {
        assertThat(verify(scheme + key.key(), null)).isEqualTo(key.stored().caller());
    }

    @Test
    void aKeyMayComeInEitherHeaderOrInBoth() {
        assertThat(verify(null, key.key())).isInstanceOf(Caller.class);
        assertThat(verify(null, " " + key.key() + " ")).isInstanceOf(Caller.class);
        assertThat(verify("Bearer " + key.key(), key.key())).isInstanceOf(Caller.class);
        assertThat(verify("Bearer", key.key())).isInstanceOf(Caller.class);
        assertThat(verify("", key.key())).isInstanceOf(Caller.class);
        assertThat(verify("Bearer " + key.key(), " ")).isInstanceOf(Caller.class);
    }

    @Test
    void headersThatDisagreeAreRefusedEvenIfOneIsRight() {
        assertThat(reason("Bearer " + key.key(), wrong(key))).isEqualTo(Reason.DISAGREEING);
        assertThat(reason("Bearer " + wrong(key), key.key())).isEqualTo(Reason.DISAGREEING);
        assertThat(asked).isEmpty();
    }

    @Test
    void nothingAtAllIsMissing() {
        assertThat(reason(null, null)).isEqualTo(Reason.MISSING);
        assertThat(reason("", " ")).isEqualTo(Reason.MISSING);
        assertThat(reason("Bearer ", null)).isEqualTo(Reason.MISSING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic dXNlcjpwYXNzd29yZA==",
                "Bearercf_abcdefgh",
                "cf_abcdefgh",
                "Bearer two words",
                "Bearer käse",
                "Bearer \u0000",
                "Bearer \ud800",
                "Bearer cf_abcdefgh",
                "Bearer sk-proj-abc",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer a,b"
            })
    void whatIsNoKeyIsMalformedAndNotLookedUp(String header) {
        assertThat(reason(header, null)).isEqualTo(Reason.MALFORMED);
        assertThat(asked).isEmpty();
    }

    @Test
    void oversizedTokensAreMalformedAndNotLookedUp() {
        assertThat(reason("Bearer " + "x".repeat(8_193), null)).isEqualTo(Reason.MALFORMED);
        assertThat(reason(null, "cf_abcdefgh_" + "0".repeat(10_000_000))).isEqualTo(Reason.MALFORMED);
        assertThat(asked).isEmpty();
    }

    /** One look into the store, one comparison of hashes: {@link KeyHashTest} shows that it takes its time. */
    @Test
    void anUnknownIdIsTreatedAsAWrongSecretIs() {
        String unknown = issue().key();

        assertThat(verify("Bearer " + unknown, null)).isEqualTo(verify("Bearer " + wrong(key), null));
        assertThat(asked).containsExactly(unknown.substring(3, 15), key.stored().id());
    }

    @Test
    void refusalsDoNotRepeatWhatWasSent() {
        String secret = "Zz9".repeat(15);
        assertThat(List.of("Bearer " + secret, "Basic " + secret, "Bearer cf_" + secret))
                .allSatisfy(
                        header -> assertThat(verify(header, null).toString()).doesNotContain("Zz9"));
    }

    @Test
    void aStoreThatFailsLetsNobodyIn() {
        Callers closed = new Callers(
                id -> CompletableFuture.failedFuture(new KeyStoreException("the database of keys failed")),
                null,
                clock);
        Refused refused = (Refused) get(closed.verify(bearer(key.key(), "a")));
        assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        assertThat(refused.message()).contains("try again");
    }

    @Test
    void tenWrongKeysAMinuteAreLookedAtAndNoMore() {
        guess("10.0.0.1", 10);
        asked.clear();

        Refused refused = (Refused) get(callers.verify(bearer(wrong(key), "10.0.0.1")));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_GUESSES);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(6));
        assertThat(asked).isEmpty();

        clock.advance(Duration.ofSeconds(6).minusNanos(1));
        assertThat(reason("Bearer " + wrong(key), null, "10.0.0.1")).isEqualTo(Reason.TOO_MANY_GUESSES);
        clock.advance(Duration.ofNanos(1));
        assertThat(reason("Bearer " + wrong(key), null, "10.0.0.1")).isEqualTo(Reason.UNKNOWN);
        assertThat(reason("Bearer " + wrong(key), null, "10.0.0.1")).isEqualTo(Reason.TOO_MANY_GUESSES);
    }

    @Test
    void guessesFromOneAddressDoNotConcernAnother() {
        guess("10.0.0.1", 100);
        assertThat(verify("Bearer " + key.key(), null, "10.0.0.2")).isInstanceOf(Caller.class);
    }

    @Test
    void aGoodKeyFromAGuessingAddressIsNotLookedAtEither() {
        guess("10.0.0.1", 10);
        assertThat(reason("Bearer " + key.key(), null, "10.0.0.1")).isEqualTo(Reason.TOO_MANY_GUESSES);
        assertThat(asked).doesNotContain(key.key());
    }

    @Test
    void aKeyThatWasLetInWithinTheHourStillIs() {
        assertThat(verify("Bearer " + key.key(), null, "10.0.0.9")).isInstanceOf(Caller.class);
        guess("10.0.0.1", 10);
        assertThat(verify("Bearer " + key.key(), null, "10.0.0.1")).isInstanceOf(Caller.class);

        clock.advance(Duration.ofHours(1));
        guess("10.0.0.1", 10);
        assertThat(reason("Bearer " + key.key(), null, "10.0.0.1")).isEqualTo(Reason.TOO_MANY_GUESSES);
    }

    @Test
    void whatWasNeverComparedOrIsRightButEndedIsNoGuess() {
        IssuedKey expired = issue(KeyFixture.NOON.minusSeconds(1));
        Callers some = new Callers(new ConfiguredKeys(List.of(key.stored(), expired.stored())), null, clock);
        for (int i = 0; i < 50; i++) {
            get(some.verify(new Shown(null, null, "a")));
            get(some.verify(new Shown("Bearer " + key.key(), wrong(key), "a")));
            get(some.verify(bearer(expired.key(), "a")));
        }
        assertThat(get(some.verify(bearer(key.key(), "a")))).isInstanceOf(Caller.class);
    }

    @Test
    void aHundredKeysOfAnAddressAreLookedUpAtOnceAndNoMore() {
        List<CompletableFuture<Optional<StoredKey>>> looks = new ArrayList<>();
        Callers slow = new Callers(
                id -> {
                    looks.add(new CompletableFuture<>());
                    return looks.get(looks.size() - 1);
                },
                null,
                clock);
        List<CompletionStage<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < Guesses.IN_DOUBT; i++) {
            waiting.add(slow.verify(bearer(issue().key(), "10.0.0.1")));
        }
        Refused refused = (Refused) get(slow.verify(bearer(key.key(), "10.0.0.1")));
        assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_GUESSES);
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(1));
        slow.verify(bearer(key.key(), "10.0.0.2"));
        assertThat(looks).as("another address is not concerned").hasSize(Guesses.IN_DOUBT + 1);

        looks.subList(0, 9).forEach(look -> look.complete(Optional.empty()));
        looks.get(9).completeExceptionally(new KeyStoreException("down"));
        assertThat(((Refused) get(waiting.get(9))).reason()).isEqualTo(Reason.UNAVAILABLE);
        slow.verify(bearer(key.key(), "10.0.0.1"));
        assertThat(looks).as("there is room again").hasSize(Guesses.IN_DOUBT + 2);
    }

    @Test
    void aStoreThatThrowsLetsNobodyInAndIsForgiven() {
        Callers broken = new Callers(
                id -> {
                    throw new IllegalStateException("broken");
                },
                null,
                clock);
        for (int i = 0; i < 2 * Guesses.IN_DOUBT; i++) {
            Refused refused = (Refused) get(broken.verify(bearer(key.key(), "10.0.0.1")));
            assertThat(refused.reason()).isEqualTo(Reason.UNAVAILABLE);
        }
    }

    @Test
    void otherTokensGoToTheirVerifierAndCountAsGuessesToo() {
        List<String> tokens = new ArrayList<>();
        Callers both = new Callers(
                this::find,
                token -> {
                    tokens.add(token);
                    return CompletableFuture.completedFuture(Refused.unknown());
                },
                clock);
        for (int i = 0; i < 20; i++) {
            get(both.verify(bearer("e.f.g", "a")));
        }
        assertThat(tokens).hasSize(10).containsOnly("e.f.g");
        assertThat(get(both.verify(bearer(key.key(), "b")))).isInstanceOf(Caller.class);
        assertThat(tokens).hasSize(10);
    }

    private void guess(String address, int times) {
        for (int i = 0; i < times; i++) {
            get(callers.verify(bearer(wrong(key), address)));
        }
    }

    private Verdict verify(@Nullable String authorization, @Nullable String apiKey) {
        return verify(authorization, apiKey, "192.0.2.1");
    }

    private Verdict verify(@Nullable String authorization, @Nullable String apiKey, String address) {
        return get(callers.verify(new Shown(authorization, apiKey, address)));
    }

    private Reason reason(@Nullable String authorization, @Nullable String apiKey) {
        return reason(authorization, apiKey, "192.0.2.1");
    }

    private Reason reason(@Nullable String authorization, @Nullable String apiKey, String address) {
        return ((Refused) verify(authorization, apiKey, address)).reason();
    }
}
