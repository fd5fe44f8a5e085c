package io.cascadeflow.examples.batch;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** The file of answers: what is in it is done. An answer is forced to the disk before it counts. Thread-safe. */
final class Answers implements AutoCloseable {

    private static final CSVFormat LINE =
            CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    private static final List<String> COLUMNS = List.of("id", "answer", "tier", "usd");

    private final FileChannel file;
    private final Set<String> done = new HashSet<>();

    private Answers(FileChannel file) {
        this.file = file;
    }

    /** Opens it, and takes away a last line that a crash has cut off. */
    static Answers at(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Answers answers = new Answers(file);
        byte[] all = Files.readAllBytes(path);
        int whole = all.length;
        while (whole > 0 && all[whole - 1] != '\n') {
            whole--;
        }
        file.truncate(whole).position(whole);
        if (whole == 0) {
            answers.write(String.join(",", COLUMNS) + "\n");
        }
        try (Reader reader = Files.newBufferedReader(path)) {
            for (CSVRecord line :
                    LINE.builder().setHeader().setSkipHeaderRecord(true).get().parse(reader)) {
                answers.done.add(line.get("id"));
            }
        }
        return answers;
    }

    synchronized boolean has(String id) {
        return done.contains(id);
    }

    synchronized int size() {
        return done.size();
    }

    /** @param text on one line, as each line of the file is an answer */
    synchronized void add(String id, String text, String tier, String usd) throws IOException {
        write(LINE.format(id, text.replaceAll("\\R", " "), tier, usd) + "\n");
        file.force(false);
        done.add(id);
    }

    private void write(String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
