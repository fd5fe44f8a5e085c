package io.cascadeflow.benchmarks.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a process of this machine uses, as Linux and its JVM tell it.
 *
 * @param pid its id
 */
record ProcessFigures(long pid) {

    private static final Pattern THREADS = Pattern.compile("Threads:\\s*(\\d+)");
    private static final Pattern USED = Pattern.compile("\\bused (\\d+)K");

    /** The time that all its threads have run; in steps of ten milliseconds. */
    Duration cpu() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + pid + " has ended"));
    }

    int threads() throws IOException {
        Matcher threads = THREADS.matcher(Files.readString(proc("status")));
        if (!threads.find()) {
            throw new IOException("nothing about threads in " + proc("status"));
        }
        return Integer.parseInt(threads.group(1));
    }

    /** Files and connections that it has open. */
    int handles() throws IOException {
        try (Stream<Path> open = Files.list(proc("fd"))) {
            return (int) open.count();
        }
    }

    private Path proc(String what) {
        return Path.of("/proc", Long.toString(pid), what);
    }

    /** What a JVM really holds, in KiB: in use after a full collection. */
    long liveHeapKib() throws IOException {
        jcmd("GC.run");
        String heap = jcmd("GC.heap_info");
        int classes = heap.indexOf("Metaspace");
        Matcher used = USED.matcher(classes < 0 ? heap : heap.substring(0, classes));
        long sum = 0;
        while (used.find()) {
            sum += Long.parseLong(used.group(1));
        }
        if (sum == 0) {
            throw new IOException("jcmd tells nothing about the heap of process " + pid + ": " + heap);
        }
        return sum;
    }

    private String jcmd(String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
