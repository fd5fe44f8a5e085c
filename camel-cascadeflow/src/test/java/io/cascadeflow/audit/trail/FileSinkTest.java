package io.cascadeflow.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.audit.RolledFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTest extends SinkContract {

    @TempDir
    Path folder = Path.of(".");

    private FileSink.Limits limits = new FileSink.Limits(1 << 20, 100, null);

    @Override
    protected AuditSink open() throws IOException {
        return FileSink.open(file(), limits, "node", clock);
    }

    @Override
    protected KeptDecisions kept() {
        return new FileTrail(file());
    }

    private Path file() {
        return folder.resolve("audit.jsonl");
    }

    /** Written before calls of tools were put on record. */
    @Test
    void anOldFileIsReadAndGoneOnWith() throws IOException {
        try (InputStream old = FileSinkTest.class.getResourceAsStream("before-tools.jsonl")) {
            Files.copy(Objects.requireNonNull(old), file());
        }
        assertThat(kept().verify()).isEqualTo(new Verification(6, 2, false, null));
        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(0, 6));

        append(6, 8);
        try (AuditSink sink = open()) {
            sink.append(List.of(ToolRecord.of(Records.called(7, 1, ToolOutcome.Kind.DONE), ContentKeeper.HASH)));
        }

        assertThat(kept().verify()).isEqualTo(new Verification(8, 4, false, null));
        assertThat(ids(AuditQuery.ALL)).containsExactlyElementsOf(named(0, 8));
        assertThat(kept().toolCalls("d7")).hasSize(1);
    }

    @Test
    void aRestartWritesTheSameFile() throws IOException {
        append(0, 3);
        append(3, 6);

        assertThat(new RolledFiles(file()).all()).containsExactly(file());
    }

    @Test
    void whatRemainsOfManyFilesIsStillVerified() throws IOException {
        limits = new FileSink.Limits(4_000, 2, null);
        append(0, 40);

        assertThat(new RolledFiles(file()).all()).hasSize(3);
        Verification found = kept().verify();
        assertThat(found.holds()).isTrue();
        assertThat(found.decisions()).isBetween(3L, 20L);
        assertThat(ids(AuditQuery.ALL)).endsWith("d38", "d39");
    }

    /** By the system's own limit on a file's size, which writes as much of a line as fits, as a full disk does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void onAFullDiskNothingIsHalfKeptAndItGoesOnWhenThereIsRoom() throws Exception {
        Process process = WriteUntilFull.start(file(), 20);
        List<String> said;
        try (BufferedReader out = process.inputReader()) {
            said = out.lines().toList();
        }
        assertThat(process.waitFor()).isZero();
        assertThat(said).hasSize(3).allMatch(line -> line.equals(said.get(0)));
        int kept = Integer.parseInt(said.get(0).replace("full after ", ""));
        assertThat(kept).isBetween(5, 40);
        assertThat(ids(AuditQuery.ALL)).hasSize(kept);

        append(kept, kept + 3);

        assertThat(ids(AuditQuery.ALL)).hasSize(kept + 3).doesNotHaveDuplicates();
        assertThat(kept().verify().holds()).isTrue();
    }

    @Test
    void aFileWhoseBeginningIsCutOffIsFound() throws IOException {
        limits = new FileSink.Limits(4_000, 2, null);
        append(0, 40);
        Path oldest = new RolledFiles(file()).all().get(0);
        List<String> lines = Files.readAllLines(oldest);
        Files.write(oldest, lines.subList(1, lines.size()));

        assertThat(kept().verify().broken()).extracting(Broken::how).isEqualTo(Broken.How.MISSING);
    }

    @Test
    void filesGoWhenTheyAreOld() throws IOException {
        limits = new FileSink.Limits(4_000, 100, Duration.ofDays(30));
        append(0, 20);
        for (Path aside : new RolledFiles(file()).all()) {
            Files.setLastModifiedTime(aside, FileTime.from(clock.instant().minus(Duration.ofDays(31))));
        }
        append(20, 40);

        assertThat(ids(AuditQuery.ALL)).doesNotContain("d0").endsWith("d39");
        assertThat(kept().verify().holds()).isTrue();
    }

    @Test
    void aHalfLineOfAKilledProcessIsCutOffByTheNextStart() throws IOException {
        append(0, 3);
        Files.writeString(file(), "{\"kind\":\"decision\",\"chain\":", StandardOpenOption.APPEND);
        assertThat(kept().verify()).isEqualTo(new Verification(3, 1, true, null));

        append(3, 5);

        assertThat(kept().verify()).isEqualTo(new Verification(5, 2, false, null));
    }
}
