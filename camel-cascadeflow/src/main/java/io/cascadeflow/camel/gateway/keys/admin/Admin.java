package io.cascadeflow.camel.gateway.keys.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.gateway.keys.AdminKey;
import io.cascadeflow.camel.gateway.keys.ConfiguredKeys;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import io.cascadeflow.camel.gateway.keys.KeyRegister;
import io.cascadeflow.camel.gateway.keys.KeyText;
import io.cascadeflow.camel.gateway.keys.Refused;
import io.cascadeflow.camel.gateway.keys.Shown;
import io.cascadeflow.camel.gateway.keys.StoredKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes, lists and revokes keys, in JSON. Every question shows the admin's key, or is refused before anything else is looked
 * at. Thread-safe; never makes the caller wait, and its stages never fail.
 */
public final class Admin {

    /** So many keys are listed at once. */
    static final int PAGE = 100;

    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final AdminKey adminKey;
    private final ConfiguredKeys configured;
    private final @Nullable KeyRegister register;
    private final Predicate<String> budgetExists;
    private final SecureRandom random;
    private final Clock clock;

    /**
     * @param configured keys of the configuration, which are listed only
     * @param register where keys are made and revoked; absent when the configuration has no database for them
     * @param budgetExists whether there is a budget of a name
     */
    public Admin(
            AdminKey adminKey,
            ConfiguredKeys configured,
            @Nullable KeyRegister register,
            Predicate<String> budgetExists,
            Clock clock) {
        this.adminKey = adminKey;
        this.configured = configured;
        this.register = register;
        this.budgetExists = budgetExists;
        this.random = new SecureRandom();
        this.clock = clock;
    }

    /**
     * Makes a key; the answer shows it, and nobody does again.
     *
     * @param body tenant, and if wanted project, user, label, budgets, models, requestsPerMinute, concurrentRequests, expires
     */
    public CompletionStage<Answer> create(Shown shown, ObjectNode body) {
        return asAdmin(
                shown,
                () -> withRegister(keys -> {
                    WantedKey wanted = WantedKey.of(body, clock.instant(), budgetExists);
                    IssuedKey issued =
                            IssuedKey.make(random, wanted::caller, wanted.label(), clock.instant(), wanted.expires());
                    return keys.add(issued.stored())
                            .thenApply(added -> added
                                    ? Answer.of(CREATED, shown(issued))
                                    : Answer.error(CONFLICT, "the new key's id is taken; ask again", ""));
                }));
    }

    /**
     * Lists keys, at first those of the configuration and a page of the others.
     *
     * @param after what the page before says in {@code next}; absent for the first
     */
    public CompletionStage<Answer> list(Shown shown, @Nullable String after) {
        return asAdmin(shown, () -> {
            if (after != null && !KeyText.isId(after)) {
                return CompletableFuture.completedFuture(Answer.error(BAD_REQUEST, "after is no id of a key", "after"));
            }
            List<StoredKey> first = after == null ? configured.all() : List.of();
            return register == null
                    ? CompletableFuture.completedFuture(page(first, List.of()))
                    : register.list(after == null ? "" : after, PAGE).thenApply(keys -> page(first, keys));
        });
    }

    /** From now on the key lets nobody in; again changes nothing. */
    public CompletionStage<Answer> revoke(Shown shown, String id) {
        return asAdmin(shown, () -> {
            if (configured.all().stream().anyMatch(key -> key.id().equals(id))) {
                return CompletableFuture.completedFuture(Answer.error(
                        CONFLICT, "this key is in the configuration; remove it there, or give it revoked", "id"));
            }
            return KeyText.isId(id)
                    ? withRegister(keys -> keys.revoke(id, clock.instant()).thenApply(Admin::revoked))
                    : CompletableFuture.completedFuture(revoked(Optional.empty()));
        });
    }

    private static Answer revoked(Optional<StoredKey> key) {
        return key.map(revoked -> Answer.of(OK, KeyJson.of(revoked)))
                .orElseGet(() -> Answer.error(NOT_FOUND, "there is no key of this id", "id"));
    }

    private static ObjectNode shown(IssuedKey issued) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("key", issued.key());
        json.setAll(KeyJson.of(issued.stored()));
        return json;
    }

    private static Answer page(List<StoredKey> first, List<StoredKey> keys) {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        ArrayNode list = page.putArray("keys");
        first.forEach(key -> list.add(KeyJson.of(key).put("from", "configuration")));
        keys.forEach(key -> list.add(KeyJson.of(key).put("from", "database")));
        return Answer.of(
                OK,
                page.put("next", keys.size() < PAGE ? null : keys.get(PAGE - 1).id()));
    }

    private CompletionStage<Answer> withRegister(Function<KeyRegister, CompletionStage<Answer>> work) {
        return register == null
                ? CompletableFuture.completedFuture(Answer.error(
                        CONFLICT, "keys are kept in the configuration only; switch on gateway.keys.database", ""))
                : work.apply(register);
    }

    private CompletionStage<Answer> asAdmin(Shown shown, Supplier<CompletionStage<Answer>> work) {
        Optional<Refused> refused = adminKey.refusal(shown);
        if (refused.isPresent()) {
            return CompletableFuture.completedFuture(Answer.of(refused.get()));
        }
        try {
            return work.get().exceptionally(failure -> Answer.of(Refused.unavailable("the store of keys", null)));
        } catch (FieldException wrong) {
            return CompletableFuture.completedFuture(
                    Answer.error(BAD_REQUEST, String.valueOf(wrong.getMessage()), wrong.field()));
        }
    }
}
