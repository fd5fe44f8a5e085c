package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.Broken.How;
import io.cascadeflow.audit.trail.ChainEnd.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks entries one after the other, and remembers the first that does not hold. After that it only looks whether what is
 * missing comes later. Not thread-safe.
 */
public final class AuditChain {

    private final boolean single;
    private final Map<String, ChainEnd> ends = new HashMap<>();
    private boolean begun;
    private long decisions;
    private int chains;
    private @Nullable Broken broken;
    private @Nullable ChainEnd missing;

    /** @param single whether each chain goes on from the one before, as those of a file do */
    public AuditChain(boolean single) {
        this.single = single;
    }

    /** A chain of which only what comes after this is kept. */
    public void knows(ChainEnd end) {
        ends.put(end.chain(), end);
    }

    /**
     * Takes the next entry.
     *
     * @param place where it stands
     * @param line as it is kept, without its line's end
     * @return whether more can be found out by taking more
     */
    public boolean take(String place, byte[] line) {
        Optional<Entry> read = Entry.read(line);
        if (broken != null) {
            read.ifPresent(this::isItHere);
        } else if (read.isEmpty()) {
            fail(How.CHANGED, place, "this is no entry");
        } else if (!read.get().genuine()) {
            fail(How.CHANGED, place, "its hash is not that of what is written");
        } else {
            check(place, read.get());
        }
        return broken == null || missing != null;
    }

    private void check(String place, Entry entry) {
        ChainEnd end = ends.get(entry.chain());
        if (end == null) {
            begin(place, entry);
        } else if (!entry.follows(end)) {
            doesNotFollow(place, entry, end);
        }
        if (broken == null) {
            begun = true;
            ends.put(entry.chain(), entry.end());
            decisions += entry.kind() == Kind.DECISION ? 1 : 0;
        }
    }

    private void begin(String place, Entry entry) {
        chains++;
        ChainEnd before = entry.continued();
        boolean first = entry.kind() == Kind.START && entry.sequence() == 0;
        if (!single) {
            if (!first) {
                fail(How.MISSING, place, "the beginning of its chain is gone, and nothing says that it may");
            }
        } else if (before != null && ends.containsKey(before.chain())) {
            goesOn(place, before, ends.get(before.chain()));
        } else if (begun) {
            fail(first ? How.INSERTED : How.MISSING, place, "nothing before leads to this chain");
        } else if (!first && entry.kind() != Kind.CHECKPOINT) {
            fail(How.MISSING, place, "what is before is gone, and no start or checkpoint says so");
        }
    }

    private void goesOn(String place, ChainEnd said, @Nullable ChainEnd found) {
        if (!said.equals(found)) {
            fail(
                    How.TRUNCATED,
                    place,
                    "the chain before ended with entry %d, which is not there as it was".formatted(said.next() - 1));
        }
    }

    private void doesNotFollow(String place, Entry entry, ChainEnd end) {
        if (entry.sequence() > end.next()) {
            fail(
                    How.MISSING,
                    place,
                    "entry %d of its chain should be here, and this is %d".formatted(end.next(), entry.sequence()));
            missing = end;
        } else if (entry.sequence() == end.next()) {
            fail(How.CHANGED, place, "it does not go on from the entry before, which was made anew");
        } else {
            fail(How.INSERTED, place, "entry %d of its chain was there before".formatted(entry.sequence()));
        }
    }

    private void isItHere(Entry entry) {
        if (missing != null && broken != null && entry.genuine() && entry.follows(missing)) {
            broken = new Broken(How.REORDERED, broken.place(), broken.text() + "; it comes later");
            missing = null;
        }
    }

    /**
     * Where a chain ends that is known to end there.
     *
     * @param place where that is said
     */
    public void ends(String place, ChainEnd said) {
        ChainEnd found = ends.get(said.chain());
        if (broken == null && !said.equals(found)) {
            fail(
                    How.TRUNCATED,
                    place,
                    "the chain ended with entry %d, which is not there as it was".formatted(said.next() - 1));
        }
    }

    /** What is kept beside an entry, or what it goes on from, is not what it says. */
    public void deny(String place, String text) {
        if (broken == null) {
            fail(How.CHANGED, place, text);
        }
    }

    private void fail(How how, String place, String text) {
        broken = new Broken(how, place, text);
    }

    /** @param unfinished whether the last line has no end */
    public Verification result(boolean unfinished) {
        return new Verification(decisions, chains, unfinished, broken);
    }
}
