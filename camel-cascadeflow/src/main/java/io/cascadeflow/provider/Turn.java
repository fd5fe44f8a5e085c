package io.cascadeflow.provider;

import org.jspecify.annotations.Nullable;

/**
 * One attempt, as whoever let it begin sees it: it is told once how it ended. What is told must be quick, and must not throw.
 * Thread-safe.
 */
public interface Turn {

    /** Nobody minds. */
    Turn NONE = new Turn() {
        @Override
        public void notMade(@Nullable Throwable why) {}

        @Override
        public void ended(AttemptEnd end) {}

        @Override
        public void lost() {}
    };

    /**
     * It was not made.
     *
     * @param why what the caller is told; absent when it was given up before it was sent
     */
    void notMade(@Nullable Throwable why);

    /** It was made, and ended. */
    void ended(AttemptEnd end);

    /** It was made, and what became of it could not be worked out. */
    void lost();
}
