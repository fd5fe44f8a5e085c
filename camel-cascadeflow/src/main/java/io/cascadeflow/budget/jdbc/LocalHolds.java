package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.HoldStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The calls that this node granted from its slices, and what became of the last that ended. Guarded by the lock of its
 * {@link LeaseBook}.
 */
final class LocalHolds {

    private static final int MOST_FINISHED = 50_000;

    private final Map<String, LocalHold> live = new HashMap<>();
    private final TreeSet<LocalHold> byExpiry = new TreeSet<>();

    /** Whose end is not written yet, or was an expiry, after which a cost may still come. */
    private final LinkedHashMap<String, LocalHold> open = new LinkedHashMap<>();
    /** Of all others only what became of them: tens of thousands of whole holds would keep the collector busy. */
    private final LinkedHashMap<String, HoldStatus> ended = new LinkedHashMap<>();

    private final Set<String> elsewhere = new LinkedHashSet<>();

    /** Whether the database was asked for this key, and knows more about it. */
    boolean isElsewhere(String key) {
        return elsewhere.contains(key);
    }

    void noteElsewhere(String key) {
        elsewhere.add(key);
        if (elsewhere.size() > MOST_FINISHED) {
            elsewhere.remove(elsewhere.iterator().next());
        }
    }

    /** The hold of this key, as long as anything can still become of it; else absent. */
    @Nullable
    LocalHold find(String key) {
        LocalHold hold = live.get(key);
        return hold == null ? open.get(key) : hold;
    }

    /** What became of this key; absent when it never was here, or that is forgotten. */
    @Nullable
    HoldStatus status(String key) {
        LocalHold hold = find(key);
        return hold == null ? ended.get(key) : hold.status;
    }

    void add(LocalHold hold) {
        live.put(hold.stored.key(), hold);
        byExpiry.add(hold);
    }

    void finish(LocalHold hold, HoldStatus status) {
        hold.status = status;
        live.remove(hold.stored.key());
        byExpiry.remove(hold);
        open.put(hold.stored.key(), hold);
    }

    /** The end of this hold is written. */
    void written(LocalHold hold) {
        if (hold.status != HoldStatus.EXPIRED) {
            open.remove(hold.stored.key());
            ended.put(hold.stored.key(), hold.status);
        }
        forgetOldest(open);
        forgetOldest(ended);
    }

    /** What is forgotten here is found in the database. */
    private static void forgetOldest(LinkedHashMap<String, ?> holds) {
        if (holds.size() > MOST_FINISHED) {
            holds.remove(holds.keySet().iterator().next());
        }
    }

    List<LocalHold> due(Instant now) {
        List<LocalHold> due = new ArrayList<>();
        for (LocalHold hold : byExpiry) {
            if (hold.stored.expiresAt().isAfter(now)) {
                break;
            }
            due.add(hold);
        }
        return due;
    }

    List<LocalHold> all() {
        return List.copyOf(live.values());
    }

    /** Takes all live ones away, as if they had never been here. */
    List<LocalHold> takeAll() {
        List<LocalHold> all = all();
        live.clear();
        byExpiry.clear();
        return all;
    }

    int size() {
        return live.size();
    }
}
