package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.RolledFiles;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link FileSink} keeps, also while it is written: the file and those put aside before it, oldest first. */
public final class FileTrail implements KeptDecisions {

    private static final int BUFFER = 1 << 16;

    private final RolledFiles files;

    /** @param file the one that is written */
    public FileTrail(Path file) {
        this.files = new RolledFiles(file);
    }

    /** Takes lines; false to end. */
    private interface Lines {
        boolean take(Path file, long number, byte[] line) throws IOException;
    }

    @Override
    public Verification verify() throws IOException {
        AuditChain chain = new AuditChain(true);
        boolean unfinished = read((file, number, line) -> chain.take(file.getFileName() + ", line " + number, line));
        return chain.result(unfinished);
    }

    @Override
    public List<KeptDecision> find(AuditQuery query) throws IOException {
        if (query.newestFirst()) {
            return newest(query);
        }
        List<KeptDecision> found = new ArrayList<>();
        Page page = new Page(query, found::add);
        read((file, number, line) -> page.take(new String(line, StandardCharsets.UTF_8)));
        return found;
    }

    @Override
    public List<KeptToolCall> toolCalls(String id) throws IOException {
        List<KeptToolCall> found = new ArrayList<>();
        read((file, number, line) -> {
            KeptToolCall.read(new String(line, StandardCharsets.UTF_8))
                    .filter(called -> id.equals(called.belongsTo()))
                    .ifPresent(found::add);
            return true;
        });
        return found;
    }

    /** Files are read from their beginning, so all of them. */
    private List<KeptDecision> newest(AuditQuery query) throws IOException {
        Deque<KeptDecision> newest = new ArrayDeque<>();
        each(query, decision -> {
            newest.addFirst(decision);
            if (newest.size() > query.most()) {
                newest.removeLast();
            }
        });
        return List.copyOf(newest);
    }

    /** In one pass. */
    @Override
    public void each(AuditQuery query, Consumer<KeptDecision> taker) throws IOException {
        Page page = new Page(query, taker);
        read((file, number, line) -> page.takeAny(new String(line, StandardCharsets.UTF_8)));
    }

    /** Whether the last line has no end. */
    private boolean read(Lines lines) throws IOException {
        boolean unfinished = false;
        for (Path file : existing()) {
            Boolean last = read(file, lines);
            if (last == null) {
                return false;
            }
            unfinished = last;
        }
        return unfinished;
    }

    private List<Path> existing() throws IOException {
        List<Path> all = files.all();
        if (all.isEmpty()) {
            throw new IOException("there is no such file: give the file that is written, as audit.file names it");
        }
        return all;
    }

    /** Whether the last line has no end; null when whoever takes the lines had enough. */
    private static @Nullable Boolean read(Path file, Lines lines) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(BUFFER);
        long number = 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    line.write(b);
                    continue;
                }
                if (!lines.take(file, number++, line.toByteArray())) {
                    return null;
                }
                line.reset();
            }
        }
        return line.size() > 0;
    }
}
