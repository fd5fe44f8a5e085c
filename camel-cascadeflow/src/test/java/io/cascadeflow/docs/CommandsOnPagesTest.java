package io.cascadeflow.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What pages tell people to type is there: modules, jars, commands of the programs and their options, tests. */
class CommandsOnPagesTest {

    private static final Pattern JAR =
            Pattern.compile("([\\w./-]*?)(\\w[\\w-]*)\\.jar((?:[ \\t]+(?![|&;(])[^\\s`|&;()]+)*)");
    private static final Pattern MODULES = Pattern.compile("-pl ([\\w/,.-]+)");
    private static final Pattern TESTS = Pattern.compile("-Dtest='?([\\w,#*]+)'?");
    private static final Pattern PROFILE = Pattern.compile(" -P(\\w+)");

    /** What a page has that could be typed, one command a line. */
    private static Stream<String> typed(Page page) {
        Stream<String> blocks = page.blocks().stream()
                .filter(block -> block.language().isEmpty() || block.language().matches("sh|bash|shell|console"))
                .flatMap(block -> block.code().replaceAll("\\\\\\n\\s*", " ").lines())
                .map(line -> line.replaceFirst("^replay ", "replay.jar "));
        return Stream.concat(blocks, page.inlineCode().stream());
    }

    private static List<String> wrong(String command) {
        List<String> wrong = new ArrayList<>();
        MODULES.matcher(command)
                .results()
                .flatMap(m -> Stream.of(m.group(1).split(",")))
                .forEach(module -> {
                    if (!Files.exists(Page.root().resolve(module).resolve("pom.xml"))) {
                        wrong.add("no module " + module);
                    }
                });
        TESTS.matcher(command)
                .results()
                .flatMap(m -> Stream.of(m.group(1).split(",")))
                .forEach(test -> {
                    String name = test.replaceAll("#.*", "");
                    if (Page.files("", "/" + name + ".java").isEmpty()
                            && Page.files("", name + ".java").isEmpty()) {
                        wrong.add("no test " + name);
                    }
                });
        if (command.startsWith("mvn")) {
            PROFILE.matcher(command).results().forEach(m -> {
                if (Page.files("", "pom.xml").stream()
                        .noneMatch(pom -> Page.read(pom).contains("<id>" + m.group(1) + "</id>"))) {
                    wrong.add("no profile " + m.group(1));
                }
            });
        }
        Matcher jar = JAR.matcher(command);
        while (jar.find()) {
            program(jar.group(1), jar.group(2), jar.group(3), wrong);
        }
        return wrong;
    }

    private static void program(String folder, String name, String arguments, List<String> wrong) {
        if (folder.endsWith("-")
                || Page.files("examples", "pom.xml").stream()
                        .noneMatch(pom -> Page.read(pom).contains("<finalName>" + name + "</finalName>"))) {
            if (folder.contains("examples/")) {
                wrong.add("no program " + name + ".jar");
            }
            return;
        }
        String module = Page.files("examples", "pom.xml").stream()
                .filter(pom -> Page.read(pom).contains("<finalName>" + name + "</finalName>"))
                .map(pom -> pom.replace("/pom.xml", ""))
                .findFirst()
                .orElseThrow();
        if (folder.contains("examples/") && !folder.equals(module + "/target/")) {
            wrong.add(folder + name + ".jar is in " + module + "/target/");
        }
        String sources = Page.files(module + "/src/main", ".java").stream()
                .map(Page::read)
                .collect(Collectors.joining("\n"));
        String[] words = arguments.strip().split("\\s+");
        if (words[0].matches("[a-z][a-z-]+") && !sources.contains("\"" + words[0] + "\"")) {
            wrong.add(name + ".jar has no command " + words[0]);
        }
        Stream.of(words)
                .map(word -> word.replaceAll("^\\[|[\\].,:=].*$", ""))
                .filter(word -> word.matches("--[a-z][a-z-]+") && !word.equals("--help"))
                .filter(option -> !sources.contains("\"" + option + "\""))
                .forEach(option -> wrong.add(name + ".jar has no option " + option));
    }

    @Test
    void everyCommandIsThere() {
        List<Page> pages = Page.all();
        assertThat(pages.stream().flatMap(CommandsOnPagesTest::typed).filter(line -> line.contains(".jar ")))
                .hasSizeGreaterThan(40);
        assertThat(pages.stream()
                        .flatMap(page -> typed(page)
                                .flatMap(command -> wrong(command).stream()
                                        .map(what -> page.path() + ": " + what + " in: " + command))))
                .isEmpty();
    }

    @Test
    void aWrongCommandIsSeen() {
        assertThat(wrong("mvn -pl examples/nothing -Dtest=NoSuchTest -Pnone test"))
                .containsExactly("no module examples/nothing", "no test NoSuchTest", "no profile none");
        assertThat(wrong("java -jar examples/replay/target/replay.jar fitt --recordings a"))
                .containsExactly("replay.jar has no command fitt", "replay.jar has no option --recordings");
        assertThat(wrong("java -jar examples/none/target/none.jar")).containsExactly("no program none.jar");
        assertThat(wrong("java -jar examples/batch/target/replay.jar fit"))
                .containsExactly("examples/batch/target/replay.jar is in examples/replay/target/");
    }
}
