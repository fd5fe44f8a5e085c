package io.cascadeflow.budget;

import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Asks for the worst case of one call to be held on all accounts that the call goes to.
 *
 * @param key tells the call from all others, its attempt and role included; the same key is never posted twice
 * @param owner the node that makes the call
 * @param call which call
 * @param amount the most it may cost, 0 to a billion dollars; nothing always fits
 * @param tokens the most it may consume, prompt and answer, 0 or more
 * @param expiresAt when the hold is returned if nobody settles or releases it
 * @param claims each for another account; kept in the order of the accounts. None when no budget applies: the call is put on
 *     record all the same
 */
public record HoldRequest(
        String key, String owner, CallRef call, Usd amount, long tokens, Instant expiresAt, List<Claim> claims) {

    private static final Comparator<Claim> BY_ACCOUNT = Comparator.comparing(Claim::account);

    public HoldRequest {
        AccountText.requireFit("the key of a hold", key);
        AccountText.requireFit("the owner of a hold", owner);
        if (amount.compareTo(Usd.ZERO) < 0 || amount.compareTo(Budget.HIGHEST) > 0) {
            throw new IllegalArgumentException(
                    "a hold of %s USD: choose an amount from 0 to %s".formatted(amount, Budget.HIGHEST));
        }
        if (tokens < 0 || tokens > Budget.MOST) {
            throw new IllegalArgumentException(
                    "a hold of %d tokens: choose a number from 0 to %d".formatted(tokens, Budget.MOST));
        }
        claims = inOrder(claims);
    }

    private static List<Claim> inOrder(List<Claim> claims) {
        if (claims.size() < 2) {
            return List.copyOf(claims);
        }
        List<Claim> sorted = new ArrayList<>(claims);
        sorted.sort(BY_ACCOUNT);
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).account().equals(sorted.get(i - 1).account())) {
                throw new IllegalArgumentException("a hold names account %s twice: name each account once"
                        .formatted(sorted.get(i).account()));
            }
        }
        return List.copyOf(sorted);
    }

    /** The same call holding nothing, for what was spent without a hold: that always fits. */
    public HoldRequest ofNothing() {
        return new HoldRequest(key, owner, call, Usd.ZERO, 0, expiresAt, claims);
    }

    /** What is held: the amount, one call, the tokens. */
    public Amount worstCase() {
        return new Amount(amount, 1, tokens);
    }

    /** The most that may be settled and held on an account before this call. */
    public Amount room(Claim claim) {
        Amount ceiling = claim.ceiling();
        return new Amount(
                new Usd(room(ceiling.usd().nanos(), amount.nanos())),
                ceiling.calls() - 1,
                room(ceiling.tokens(), tokens));
    }

    private static long room(long ceiling, long wanted) {
        return wanted == 0 ? Long.MAX_VALUE : ceiling - wanted;
    }
}
