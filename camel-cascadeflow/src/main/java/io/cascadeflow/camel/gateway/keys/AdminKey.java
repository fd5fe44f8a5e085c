package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.config.GatewayKeysConfiguration;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets the admin in, whose key is none of a client's. Wrong ones are counted by address as those of clients are, and apart from
 * them. Thread-safe.
 */
public final class AdminKey {

    private static final String PREFIX = "cfadmin_";

    private final KeyHash hash;
    private final Guesses guesses;

    public AdminKey(KeyHash hash, Clock clock) {
        this.hash = hash;
        this.guesses = new Guesses(clock);
    }

    /** Of the configuration, checked when it was read. */
    public static AdminKey from(GatewayKeysConfiguration.AdminKey configured, Clock clock) {
        String key = configured.key();
        String hash = configured.hash();
        Optional<KeyHash> either =
                key == null ? Optional.ofNullable(hash).flatMap(KeyHash::parse) : Optional.of(KeyHash.of(key));
        return new AdminKey(
                either.orElseThrow(() -> new IllegalArgumentException("the admin has neither a key nor a hash")),
                clock);
    }

    /** A new one, at random: a secret. */
    public static String make(SecureRandom random) {
        return PREFIX + KeyText.secret(random);
    }

    /** Empty when it is the admin; else why not. */
    public Optional<Refused> refusal(Shown shown) {
        Optional<Duration> wait = guesses.wait(shown.remoteAddress());
        if (wait.isPresent()) {
            return Optional.of(Callers.tooManyGuesses(wait.get()));
        }
        Credential credential = Credential.of(shown);
        if (credential instanceof Refused refused) {
            return Optional.of(refused);
        }
        if (KeyHash.of(((Credential.Token) credential).text()).equals(hash)) {
            return Optional.empty();
        }
        guesses.wrong(shown.remoteAddress());
        return Optional.of(Refused.unknown());
    }
}
