package io.cascadeflow.budget.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ends of calls that wait to be written, oldest first. Guarded by the lock of its {@link LeaseBook}. */
final class EndQueue {

    private List<Ending> endings = new ArrayList<>();
    private int writing;

    void add(Ending ending) {
        endings.add(ending);
    }

    boolean isEmpty() {
        return endings.isEmpty();
    }

    /** The oldest, so many at most; they count as waiting until they are written. */
    List<Ending> take(int most) {
        List<Ending> taken = endings;
        if (taken.size() > most) {
            endings = new ArrayList<>(taken.subList(most, taken.size()));
            taken = List.copyOf(taken.subList(0, most));
        } else {
            endings = new ArrayList<>();
        }
        writing = taken.size();
        return taken;
    }

    int written(int number) {
        writing -= number;
        return writing;
    }

    void replaceAll(UnaryOperator<Ending> change) {
        endings.replaceAll(change);
    }

    /** How many wait or are being written. */
    int size() {
        return endings.size() + writing;
    }
}
