package io.cascadeflow.audit.trail;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.audit.trail.Broken.How;
import io.cascadeflow.audit.trail.ChainEnd.Kind;
import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static final List<String> LINES = lines();
    private static final byte[] FILE = (String.join("\n", LINES) + "\n").getBytes(StandardCharsets.UTF_8);

    /** Two starts: the second goes on from the end of the first. */
    private static List<String> lines() {
        List<String> lines = new ArrayList<>();
        ChainEnd end = add(lines, Starts.start("one", "node", null, Records.NOON));
        for (int i = 0; i < 4; i++) {
            end = add(lines, end.seal(Kind.DECISION, Records.record(i).members()));
        }
        end = add(lines, Starts.start("two", "node", end, Records.NOON));
        for (int i = 4; i < 7; i++) {
            end = add(lines, end.seal(Kind.DECISION, Records.record(i).members()));
        }
        return lines;
    }

    private static ChainEnd add(List<String> lines, Sealed sealed) {
        lines.add(sealed.line());
        return sealed.after();
    }

    @Test
    void anUntouchedChainHolds() throws IOException {
        assertThat(verify(FILE)).isEqualTo(new Verification(7, 2, false, null));
    }

    @Property(tries = 3000)
    void anyChangeOfAnyByteIsFound(@ForAll int seed, @ForAll @IntRange(min = 1, max = 255) int change)
            throws IOException {
        byte[] changed = FILE.clone();
        int at = Math.floorMod(seed, changed.length);
        changed[at] ^= (byte) change;

        Verification found = verify(changed);

        // without its last line's end a file only looks unfinished
        assertThat(found.unfinished() || !found.holds())
                .as("byte %d changed by %d", at, change)
                .isTrue();
        assertThat(found.holds()).isEqualTo(at == changed.length - 1);
    }

    @Property(tries = 200)
    void anyLineThatIsTakenOutIsMissed(@ForAll @IntRange(min = 0, max = 7) int line) {
        List<String> fewer = new ArrayList<>(LINES);
        fewer.remove(line);

        Broken broken = requireNonNull(verify(fewer).broken());

        assertThat(broken.how()).isIn(How.MISSING, How.TRUNCATED);
    }

    @Property(tries = 200)
    void anyTwoLinesThatAreSwappedAreFound(
            @ForAll @IntRange(min = 0, max = 8) int one, @ForAll @IntRange(min = 0, max = 8) int other) {
        List<String> swapped = new ArrayList<>(LINES);
        Collections.swap(swapped, one, other);

        assertThat(verify(swapped).holds()).isEqualTo(one == other);
    }

    @Test
    void aLineThatStandsLaterIsNamedAsReordered() {
        List<String> swapped = new ArrayList<>(LINES);
        Collections.swap(swapped, 2, 3);

        Broken broken = requireNonNull(verify(swapped).broken());

        assertThat(broken.how()).isEqualTo(How.REORDERED);
        assertThat(broken.place()).isEqualTo("audit.jsonl, line 3");
    }

    @Test
    void aLineThatIsThereTwiceIsNamedAsInserted() {
        List<String> more = new ArrayList<>(LINES);
        more.add(4, LINES.get(3));

        Broken broken = requireNonNull(verify(more).broken());

        assertThat(broken.how()).isEqualTo(How.INSERTED);
    }

    @Test
    void whatIsSealedAnewWithoutTheRestBreaksTheNextLine() {
        List<String> forged = new ArrayList<>(LINES);
        ChainEnd before = Entry.read(bytes(LINES.get(1))).orElseThrow().end();
        forged.set(2, before.seal(Kind.DECISION, Records.record(99).members()).line());

        Verification found = verify(forged);

        assertThat(found.decisions()).isEqualTo(2);
        assertThat(found.broken()).extracting(Broken::place).isEqualTo("audit.jsonl, line 4");
    }

    @Test
    void theEndOfAnEarlierChainCannotBeCutOff() {
        List<String> cut = new ArrayList<>(LINES);
        cut.remove(4);

        Broken broken = requireNonNull(verify(cut).broken());

        assertThat(broken.how()).isEqualTo(How.TRUNCATED);
    }

    @Test
    void aHalfLineAtTheEndIsNoBreak() throws IOException {
        byte[] killed = (String.join("\n", LINES) + "\n{\"kind\":\"deci").getBytes(StandardCharsets.UTF_8);

        assertThat(verify(killed)).isEqualTo(new Verification(7, 2, true, null));
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static Verification verify(List<String> lines) {
        try {
            return verify(bytes(String.join("\n", lines) + "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Verification verify(byte[] file) throws IOException {
        Path folder = Files.createTempDirectory("audit");
        Path path = Files.write(folder.resolve("audit.jsonl"), file);
        try {
            return new FileTrail(path).verify();
        } finally {
            Files.delete(path);
            Files.delete(folder);
        }
    }
}
