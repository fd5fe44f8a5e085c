package io.cascadeflow.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * The table of {@code docs/providers.md} that tells which protocol does what, each cell with the test that shows it. Run this test
 * with {@code -Ddocs.write=true} to write it anew.
 */
class FeatureTableTest {

    private static final String ROOT = "io.cascadeflow.";
    private static final Path PAGE = Path.of("../docs/providers.md");
    private static final String BEGIN = "<!-- FeatureTableTest writes this -->\n";
    private static final String END = "<!-- to here -->";

    private static final List<String> FEATURES =
            List.of("chat", "stream", "tools", "schema", "images", "logprobs", "cache", "reasoning", "embeddings");

    /**
     * One cell.
     *
     * @param has whether the protocol has the feature; else the test shows what becomes of it
     * @param test as {@code provider.openai.UsageTest#usageIsRead}
     */
    private record Cell(String protocol, String feature, boolean has, String test) {

        static Cell of(String line) {
            String[] words = line.split(" ");
            boolean lacks = words[2].startsWith("-");
            return new Cell(words[0], words[1], !lacks, lacks ? words[2].substring(1) : words[2]);
        }

        Class<?> type() throws ClassNotFoundException {
            return Class.forName(ROOT + test.substring(0, test.indexOf('#')));
        }

        String method() {
            return test.substring(test.indexOf('#') + 1);
        }

        /** The class says which protocol it is, the method what is shown. */
        String shown() {
            String name = test.substring(test.lastIndexOf('.') + 1);
            return (has ? "" : "no: ") + "`" + name.replaceFirst("#.*", "") + "` " + method();
        }
    }

    private static List<Cell> cells() {
        try (InputStream in =
                Objects.requireNonNull(FeatureTableTest.class.getResourceAsStream("/providers/features.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(Cell::of)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyCellNamesATestThatThereIs() throws Exception {
        for (Cell cell : cells()) {
            assertThat(FEATURES).contains(cell.feature());
            assertThat(methods(cell.type()))
                    .as(cell.test())
                    .anyMatch(method -> method.getName().equals(cell.method()) && isTest(method));
        }
    }

    /** A contract's tests are those of each class that keeps to it. */
    private static Stream<Method> methods(Class<?> type) {
        return Stream.<Class<?>>iterate(type, Objects::nonNull, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredMethods()));
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void noCellIsEmpty() {
        assertThat(cells().stream().collect(Collectors.groupingBy(Cell::protocol)))
                .allSatisfy((protocol, row) -> assertThat(row)
                        .as(protocol)
                        .extracting(Cell::feature)
                        .containsExactlyInAnyOrderElementsOf(FEATURES));
    }

    @Test
    void noCellIsToldTwice() {
        assertThat(cells().stream().map(cell -> cell.protocol() + " " + cell.feature()))
                .doesNotHaveDuplicates();
    }

    /** Every class that keeps to the contract is in the table, so that no protocol is left out. */
    @Test
    void everyProtocolThatIsTestedIsInTheTable() throws Exception {
        List<String> named = cells().stream().map(Cell::test).toList();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/io/cascadeflow/provider"))) {
            List<String> contracts = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("ContractTest.java") && !name.equals("PlainContractTest.java"))
                    .map(name -> name.replace(".java", ""))
                    .toList();
            assertThat(contracts)
                    .hasSizeGreaterThan(6)
                    .allSatisfy(contract -> assertThat(named).anyMatch(test -> test.contains("." + contract + "#")));
        }
    }

    @Test
    void thePageHasTheTable() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(page).contains(BEGIN, END);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        String written = page.substring(0, from) + table() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, written);
        }
        assertThat(PAGE).hasContent(written);
    }

    private static String table() {
        Map<String, Map<String, Cell>> rows = new LinkedHashMap<>();
        cells().forEach(cell -> rows.computeIfAbsent(cell.protocol(), name -> new LinkedHashMap<>())
                .put(cell.feature(), cell));
        StringBuilder table = new StringBuilder(
                "| | %s |\n|---|%s\n".formatted(String.join(" | ", FEATURES), ":-:|".repeat(FEATURES.size())));
        rows.forEach((protocol, row) -> table.append("| %s | %s |\n"
                .formatted(
                        protocol,
                        FEATURES.stream()
                                .map(row::get)
                                .map(FeatureTableTest::mark)
                                .collect(Collectors.joining(" | ")))));
        table.append("\nA dash: shown to be refused, or not there.\n\n");
        table.append("| protocol | feature | shown by |\n|---|---|---|\n");
        rows.forEach((protocol, row) -> FEATURES.stream()
                .filter(row::containsKey)
                .map(row::get)
                .forEach(cell -> table.append("| %s | %s | %s |\n".formatted(protocol, cell.feature(), cell.shown()))));
        return table.toString();
    }

    private static String mark(@Nullable Cell cell) {
        return cell != null && cell.has() ? "yes" : "-";
    }
}
