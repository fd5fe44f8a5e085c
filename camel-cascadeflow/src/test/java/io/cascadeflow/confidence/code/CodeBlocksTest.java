package io.cascadeflow.confidence.code;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeBlocksTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "json | {\"a\": [1, 2]} | 1",
                "json | {\"a\": [1, 2} | 0",
                "json | {} {} | 0",
                "xml | <a><b/></a> | 1",
                "xml | <a><b></a> | 0",
                "xml | <!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/> | 0",
                "java | class A { int b() { return 1; } } | 1",
                "java | int b() { return 1; } | 1",
                "java | int b = 1; b++; | 1",
                "JAVA | int b = ; | 0",
                "sql | select a, count(*) from b where c > 1 group by a | 1",
                "sql | select from where | 0",
            })
    void blocksInALanguageWithAParserParseOrDoNot(String language, String code, double share) {
        assertThat(CodeBlocks.parsedShare("Here it is:\n```" + language + "\n" + code + "\n```\nDone."))
                .isEqualTo(share);
    }

    @ParameterizedTest
    @CsvSource({"python, print(1)", "'', x", "text, {"})
    void otherBlocksSayNothing(String language, String code) {
        assertThat(CodeBlocks.parsedShare("```" + language + "\n" + code + "\n```"))
                .isNaN();
    }

    @Test
    void everyBlockCounts() {
        assertThat(CodeBlocks.parsedShare("```json\n{}\n```\nor\n```json\n{\n```\nor\n```python\nx\n```"))
                .isEqualTo(0.5);
    }

    @Test
    void deepAndLongBlocksAreNotGivenToAParser() {
        assertThat(CodeBlocks.parsedShare("```java\n" + "(".repeat(5_000) + "\n```"))
                .isNaN();
        assertThat(CodeBlocks.parsedShare("```sql\nselect " + "1,".repeat(20_000) + "1\n```"))
                .isNaN();
    }

    @Property(tries = 300)
    void anyTextIsRead(@ForAll("fenced") String text) {
        double share = CodeBlocks.parsedShare(text);

        assertThat(Double.isNaN(share) || (share >= 0 && share <= 1)).isTrue();
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> fenced() {
        return net.jqwik.api.Arbitraries.of(
                        "```json\n",
                        "```java\n",
                        "```xml\n",
                        "```",
                        "\n",
                        "{",
                        "}",
                        "(",
                        ";",
                        "<a>",
                        "int ",
                        "\u0000",
                        "select ")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
