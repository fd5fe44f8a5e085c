package io.cascadeflow.examples.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands in docs/policy.md print what stands below them. Run with {@code -Ddocs.write=true} to write it anew. */
class PolicyPageCommandsTest {

    private static final String PROMPT = "$ java -jar replay.jar ";
    private static final Path PAGE = Path.of("../../docs/policy.md");
    private static final Path FOLDER = Path.of("src/test/resources/policy");

    private static List<List<String>> blocks() throws IOException {
        List<List<String>> blocks = new ArrayList<>();
        List<String> block = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```")) {
                if (inside) {
                    blocks.add(block);
                    block = new ArrayList<>();
                }
                inside = !inside;
            } else if (inside) {
                block.add(line);
            }
        }
        return blocks;
    }

    static Stream<String> commands() throws IOException {
        return blocks().stream().map(block -> block.get(0)).filter(line -> line.startsWith(PROMPT));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void printsWhatThePageSays(String command) throws IOException {
        String[] args = Arrays.stream(command.substring(PROMPT.length()).split(" +"))
                .map(word -> Files.exists(FOLDER.resolve(word))
                        ? FOLDER.resolve(word).toString()
                        : word)
                .toArray(String[]::new);
        Run run = Run.of(args);
        List<String> printed =
                run.out().replace(FOLDER + "/", "").stripTrailing().lines().toList();
        assertThat(run.exitCode()).as(run.err()).isZero();
        if (Boolean.getBoolean("docs.write")) {
            write(command, printed);
        }
        List<String> expected = blocks().stream()
                .filter(block -> block.get(0).equals(command))
                .findFirst()
                .orElseThrow();
        assertThat(printed).containsExactlyElementsOf(expected.subList(1, expected.size()));
    }

    private static void write(String command, List<String> printed) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(PAGE));
        int from = lines.indexOf(command) + 1;
        int to = from + lines.subList(from, lines.size()).indexOf("```");
        lines.subList(from, to).clear();
        lines.addAll(from, printed);
        Files.write(PAGE, lines);
    }

    @Test
    void thereIsOneOfEachCommand() throws IOException {
        assertThat(commands().map(line -> line.substring(PROMPT.length()).split(" ")[1]))
                .containsExactly("explain", "run", "diff");
    }

    @Test
    void itsConfigurationIsTheOneThatTheyRun() throws IOException {
        assertThat(String.join("\n", blocks().get(0)))
                .isEqualTo(Files.readString(FOLDER.resolve("cascadeflow.yaml")).stripTrailing());
    }
}
