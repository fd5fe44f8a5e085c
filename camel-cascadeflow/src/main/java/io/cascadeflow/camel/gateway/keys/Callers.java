package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.gateway.keys.Credential.Token;
import io.cascadeflow.camel.gateway.keys.Refused.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Tells who a client is by its headers. Thread-safe; never makes the caller wait.
 *
 * <p>An address from which ten wrong keys a minute came is refused without a look, wrong or not, until it has waited; others
 * are not concerned, and neither is the store: no more than a hundred keys of an address are looked up at once. Only a key or token that was let in within the last hour still is: it is no guess, and whoever shares an
 * address with a guesser (behind a proxy, all do) goes on working. That it may be revoked since is looked at as always.
 */
public final class Callers {

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final int MOST_REMEMBERED = 10_000;

    /** Compared with when there is no key of an id, so that it takes as long. Nobody knows what it is the hash of. */
    private static final KeyHash NOBODY =
            KeyHash.parse("sha256:" + "0".repeat(64)).orElseThrow();

    private final KeyStore keys;
    private final TokenVerifier tokens;
    private final Guesses guesses;
    private final Clock clock;
    private final Bounded<KeyHash, Instant> letIn = new Bounded<>(MOST_REMEMBERED);

    /** @param tokens looks at what is no key of ours; absent when nothing else is let in */
    public Callers(KeyStore keys, @Nullable TokenVerifier tokens, Clock clock) {
        this.keys = keys;
        this.tokens = tokens == null ? Callers::noToken : tokens;
        this.guesses = new Guesses(clock);
        this.clock = clock;
    }

    private static CompletionStage<Verdict> noToken(String token) {
        return CompletableFuture.completedFuture(Refused.of(
                Reason.MALFORMED, "what was sent is no key of this gateway; its keys begin with " + KeyText.PREFIX));
    }

    /** @return completed at once when it needs no look into a database or at a token; never fails */
    public CompletionStage<Verdict> verify(Shown shown) {
        Credential credential = Credential.of(shown);
        if (credential instanceof Token token) {
            KeyHash hash = KeyHash.of(token.text());
            return isRemembered(hash) ? look(token, hash, shown) : inDoubt(token, hash, shown);
        }
        return CompletableFuture.completedFuture(note((Refused) credential, shown));
    }

    private CompletionStage<Verdict> inDoubt(Token token, KeyHash hash, Shown shown) {
        Optional<Duration> wait = guesses.begin(shown.remoteAddress());
        return wait.isPresent()
                ? CompletableFuture.completedFuture(tooManyGuesses(wait.get()))
                : look(token, hash, shown).whenComplete((verdict, failure) -> guesses.end(shown.remoteAddress()));
    }

    private CompletionStage<Verdict> look(Token token, KeyHash hash, Shown shown) {
        return CompletableFuture.completedStage(token.text())
                .thenCompose(text -> verify(text, hash))
                .exceptionally(failure -> Refused.unavailable("the store of keys", null))
                .thenApply(verdict -> note(verdict, hash, shown));
    }

    static Refused tooManyGuesses(Duration wait) {
        return new Refused(Reason.TOO_MANY_GUESSES, "too many wrong keys came from this address; wait", wait);
    }

    private CompletionStage<Verdict> verify(String token, KeyHash hash) {
        if (!token.startsWith(KeyText.PREFIX)) {
            return tokens.verify(token);
        }
        return KeyText.parse(token)
                .map(key -> find(key.id(), hash))
                .orElseGet(() -> CompletableFuture.completedFuture(
                        Refused.of(Reason.MALFORMED, "this key is not whole; send all of it")));
    }

    private CompletionStage<Verdict> find(String id, KeyHash hash) {
        return keys.find(id).thenApply(key -> compare(key, hash));
    }

    /** What is wrong with a key is told to whoever has all of it, and nobody else. */
    private Verdict compare(Optional<StoredKey> key, KeyHash hash) {
        boolean isRight = key.map(StoredKey::hash).orElse(NOBODY).equals(hash);
        return key.isPresent() && isRight ? key.get().verdict(clock.instant()) : Refused.unknown();
    }

    private Verdict note(Verdict verdict, KeyHash hash, Shown shown) {
        if (verdict instanceof Refused refused) {
            return note(refused, shown);
        }
        letIn.put(hash, clock.instant());
        return verdict;
    }

    private Refused note(Refused refused, Shown shown) {
        if (refused.reason().isGuess()) {
            guesses.wrong(shown.remoteAddress());
        }
        return refused;
    }

    private boolean isRemembered(KeyHash hash) {
        Instant since = letIn.get(hash);
        return since != null && clock.instant().isBefore(since.plus(REMEMBERED));
    }
}
