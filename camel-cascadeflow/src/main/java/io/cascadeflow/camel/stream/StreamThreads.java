package io.cascadeflow.camel.stream;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The threads on which routes go on once an answer begins. Not the one that brought the beginning: it also brings the rest, for
 * which the route may wait. Virtual threads where the JVM has them, else a bounded pool.
 */
final class StreamThreads extends ServiceSupport {

    /** So many routes can wait for pieces at the same time on a JVM without virtual threads. */
    private static final int THREADS = 64;

    private static final int WAITING = 10_000;

    private final ExecutorService executor;

    private StreamThreads(CamelContext context) {
        executor = executor(context);
    }

    /** Those of this context. */
    static synchronized StreamThreads in(CamelContext context) {
        StreamThreads known = context.hasService(StreamThreads.class);
        if (known != null) {
            return known;
        }
        StreamThreads made = new StreamThreads(context);
        try {
            context.addService(made, true, true);
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        return made;
    }

    /** @throws java.util.concurrent.RejectedExecutionException when too many wait, or the context has stopped */
    void execute(Runnable goingOn) {
        executor.execute(goingOn);
    }

    /** By reflection: this code is compiled for 17. */
    private static ExecutorService executor(CamelContext context) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException olderThan21) {
            return FewThreads.pool(
                    THREADS,
                    WAITING,
                    task -> context.getExecutorServiceManager().newThread("CascadeFlowStream", task));
        }
    }

    @Override
    protected void doStop() {
        executor.shutdown();
    }
}
