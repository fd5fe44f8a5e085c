package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.HoldStatus;
import java.util.List;

/** A hold that was granted from slices of this node. Guarded by the lock of its {@link LeaseBook}. */
final class LocalHold implements Comparable<LocalHold> {

    final StoredHold stored;
    final List<Lease> leases;
    HoldStatus status = HoldStatus.HELD;

    LocalHold(StoredHold stored, List<Lease> leases) {
        this.stored = stored;
        this.leases = leases;
    }

    /** By expiry. */
    @Override
    public int compareTo(LocalHold other) {
        int byExpiry = stored.expiresAt().compareTo(other.stored.expiresAt());
        return byExpiry == 0 ? stored.key().compareTo(other.stored.key()) : byExpiry;
    }
}
