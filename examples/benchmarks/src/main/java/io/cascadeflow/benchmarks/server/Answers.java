package io.cascadeflow.benchmarks.server;

/** What a {@link LoopbackServer} says to its clients. All methods are called on the server's one thread. */
public interface Answers {

    /** Nothing is due. */
    long NEVER = Long.MAX_VALUE;

    /** A whole request has come. */
    void requested(Connection by);

    /**
     * The client has closed the connection, or it broke.
     *
     * @param nanoTime when that was noticed
     */
    void gone(Connection by, long nanoTime);

    /**
     * Sends what is due.
     *
     * @return the {@code System.nanoTime()} at which something is due next, or {@link #NEVER}
     */
    long sendDue();
}
