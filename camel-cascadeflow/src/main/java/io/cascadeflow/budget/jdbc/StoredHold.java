package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.CallRef;
import java.time.Instant;
import java.util.List;

/**
 * A call on its way.
 *
 * @param key its key
 * @param owner the node that makes it
 * @param call which call
 * @param held its worst case
 * @param heldAt when that was granted
 * @param expiresAt when it is returned if nobody ends it
 * @param accounts where it is held, in the order in which they are locked
 */
record StoredHold(
        String key,
        String owner,
        CallRef call,
        Amount held,
        Instant heldAt,
        Instant expiresAt,
        List<StoredAccount> accounts) {}
