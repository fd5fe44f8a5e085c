package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A process that puts decisions on record one by one until the disk takes no more, and then some more, which fail too. */
public final class WriteUntilFull {

    private static final int MORE = 3;

    private WriteUntilFull() {}

    /** Runs it where no file may be larger than that. */
    static Process start(Path file, int kibibytes) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f %d; exec \"$0\" -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xshare:auto \"$@\""
                                .formatted(kibibytes),
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        WriteUntilFull.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    public static void main(String[] args) throws IOException {
        try (AuditSink sink =
                FileSink.open(Path.of(args[0]), new FileSink.Limits(1L << 30, 1, null), "node", Clock.systemUTC())) {
            int kept = 0;
            for (int failures = 0; failures < MORE; ) {
                try {
                    kept += sink.append(List.of(Records.record(kept)));
                } catch (IOException full) {
                    failures++;
                    System.out.println("full after " + kept);
                }
            }
        }
    }
}
