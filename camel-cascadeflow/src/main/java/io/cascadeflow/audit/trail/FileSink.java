package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.RolledFiles;
import io.cascadeflow.audit.RollingFile;
import io.cascadeflow.audit.trail.ChainEnd.Kind;
import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records as JSON Lines in a file that is put aside when it is full. Each start begins a chain that goes on from the end
 * of the one before; each file begins with a start or a checkpoint, so that files can go when they are old.
 */
public final class FileSink implements AuditSink {

    private final RollingFile file;
    private final String node;
    private final Clock clock;
    private final Path path;
    private final @Nullable Duration retention;
    private final @Nullable ChainEnd before;
    private @Nullable ChainEnd end;

    /**
     * How much is kept.
     *
     * @param maxFileBytes from which on the next file begins
     * @param keep how many files are kept beside the one that is written, 0 or more
     * @param retention how long a file is kept after its last line; absent: as long as {@code keep} says
     */
    public record Limits(
            long maxFileBytes, int keep, @Nullable Duration retention) {}

    private FileSink(Path path, RollingFile file, Limits limits, String node, Clock clock, @Nullable ChainEnd before) {
        this.path = path;
        this.file = file;
        this.node = node;
        this.clock = clock;
        this.retention = limits.retention();
        this.before = before;
    }

    /**
     * Opens a file, and creates it where there is none.
     *
     * @param node who writes
     * @throws IOException when it cannot be written, or another process writes it
     */
    public static FileSink open(Path path, Limits limits, String node, Clock clock) throws IOException {
        ChainEnd before = endOf(path);
        RollingFile file = RollingFile.goingOn(path, limits.maxFileBytes(), limits.keep());
        return new FileSink(path, file, limits, node, clock, before);
    }

    @Override
    public Optional<KeptDecisions> kept() {
        return Optional.of(new FileTrail(path));
    }

    /** Of the newest entry that is one; what a killed process left half-written does not count. */
    private static @Nullable ChainEnd endOf(Path path) throws IOException {
        List<Path> files = new RolledFiles(path).all();
        for (int i = files.size() - 1; i >= 0; i--) {
            byte[] line = RolledFiles.lastLine(files.get(i));
            if (line.length > 0) {
                return Entry.read(line).map(Entry::end).orElse(null);
            }
        }
        return null;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public int append(List<? extends AuditRecord> records) throws IOException {
        return AuditSink.oneByOne(records, record -> keep(record.kind(), record.members()));
    }

    private void keep(Kind kind, String members) throws IOException {
        ChainEnd from = started();
        Sealed sealed = from.seal(kind, members);
        if (file.begins(sealed.line().length() + 1)) {
            forgetOld();
            from = write(Starts.checkpoint(from, clock.instant()));
            sealed = from.seal(kind, members);
        }
        write(sealed);
    }

    private ChainEnd started() throws IOException {
        return end != null ? end : write(Starts.start(UUID.randomUUID().toString(), node, before, clock.instant()));
    }

    private ChainEnd write(Sealed sealed) throws IOException {
        file.write((sealed.line() + "\n").getBytes(StandardCharsets.UTF_8));
        end = sealed.after();
        return sealed.after();
    }

    private void forgetOld() throws IOException {
        if (retention != null) {
            file.forget(clock.instant().minus(retention));
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
