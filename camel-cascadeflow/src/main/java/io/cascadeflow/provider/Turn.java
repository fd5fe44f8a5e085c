package io.cascadeflow.provider;

/**
 * One attempt, as whoever let it begin sees it: it is told once how it ended. What is told must be quick, and must not throw.
 * Thread-safe.
 */
public interface Turn {

    /** Nobody minds. */
    Turn NONE = new Turn() {
        @Override
        public void notMade() {}

        @Override
        public void ended(AttemptEnd end) {}

        @Override
        public void lost() {}
    };

    /** It was not made: a budget refused it, or it was given up before it was sent. */
    void notMade();

    /** It was made, and ended. */
    void ended(AttemptEnd end);

    /** It was made, and what became of it could not be worked out. */
    void lost();
}
