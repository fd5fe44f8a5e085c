package io.cascadeflow.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("data").resolve("recorded.jsonl");
    }

    @Test
    void linesGoToOneFileUntilItIsFull() throws IOException {
        try (RollingFile rolling = new RollingFile(file, 10, 5)) {
            write(rolling, "1234\n", "5678\n", "9\n");

            assertThat(file).hasContent("9\n");
            assertThat(rolling.aside()).extracting(Path::getFileName).asString().isEqualTo("[recorded-000001.jsonl]");
            assertThat(rolling.aside().get(0)).hasContent("1234\n5678\n");
        }
    }

    @Test
    void aLineLongerThanAFileHasOneOfItsOwn() throws IOException {
        try (RollingFile rolling = new RollingFile(file, 3, 5)) {
            write(rolling, "far too long\n", "x\n");

            assertThat(rolling.aside().get(0)).hasContent("far too long\n");
            assertThat(file).hasContent("x\n");
        }
    }

    @Test
    void onlyTheNewestAreKept() throws IOException {
        try (RollingFile rolling = new RollingFile(file, 2, 3)) {
            for (int i = 0; i < 100; i++) {
                write(rolling, i % 10 + "\n");
            }

            assertThat(rolling.aside())
                    .extracting(path -> path.getFileName().toString())
                    .containsExactly("recorded-000097.jsonl", "recorded-000098.jsonl", "recorded-000099.jsonl");
        }
    }

    @Test
    void aRestartBeginsAFileAndCutsOffWhatAKilledProcessLeftHalfWritten() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "whole\nalso whole\n{\"half");
        Files.writeString(file.resolveSibling("recorded-000007.jsonl"), "old\n");

        try (RollingFile rolling = new RollingFile(file, 100, 5)) {
            write(rolling, "new\n");

            assertThat(file).hasContent("new\n");
            assertThat(file.resolveSibling("recorded-000008.jsonl")).hasContent("whole\nalso whole\n");
        }
    }

    @Test
    void aHalfLineLongerThanABlockIsCutOffToo() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "whole\n" + "x".repeat(200_000));

        new RollingFile(file, 100, 5).close();

        assertThat(file.resolveSibling("recorded-000001.jsonl")).hasContent("whole\n");
    }

    @Test
    void aFileOfOneHalfLineLeavesNothing() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"half");

        try (RollingFile rolling = new RollingFile(file, 100, 5)) {
            assertThat(rolling.aside()).isEmpty();
            assertThat(file).isEmptyFile();
        }
    }

    @Test
    void twoRecordersDoNotWriteOneFile() throws IOException {
        try (RollingFile first = new RollingFile(file, 100, 5)) {
            write(first, "mine\n");

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> new RollingFile(file, 100, 5))
                    .withMessageContaining("another recorder");
            write(first, "still mine\n");
        }
        assertThat(Files.readAllLines(file)).isEqualTo(List.of("mine", "still mine"));
    }

    private static void write(RollingFile file, String... lines) throws IOException {
        for (String line : lines) {
            file.write(line.getBytes(StandardCharsets.UTF_8));
        }
    }
}
