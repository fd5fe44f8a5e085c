package io.cascadeflow.benchmarks.gateway;

/** Processes that must not outlive the measurement that started them. */
final class Ending {

    private Ending() {}

    /** @return the same process, which ends with this JVM at the latest; not when this JVM is killed with -9 */
    static Process withThisOne(Process process) {
        Thread hook = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(hook);
        process.onExit().thenRun(() -> forget(hook));
        return process;
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyShuttingDown) {
            // then it runs, and finds nobody
        }
    }
}
