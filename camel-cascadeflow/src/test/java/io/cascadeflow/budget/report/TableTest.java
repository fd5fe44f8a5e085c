package io.cascadeflow.budget.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    private record Row(String name, @Nullable Object value) {}

    private static final Table<Row> TABLE =
            Table.of(new Column<>("name", "who", Row::name), new Column<>("value", "how much", Row::value));

    @Test
    void csvHasAHeaderAndOneLineForEachRow() {
        assertThat(csv(new Row("acme", Usd.of("0.00022")), new Row("beta", 3L), new Row("gamma", null)))
                .isEqualTo("name,value\r\nacme,0.00022\r\nbeta,3\r\ngamma,\r\n");
    }

    @Test
    void csvQuotesWhatHasCommasQuotesOrLineEnds() {
        assertThat(csv(new Row("a,b", "say \"hi\""), new Row("two\nlines", " space ")))
                .isEqualTo("name,value\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\"two\nlines\",\" space \"\r\n");
    }

    /** OWASP, CSV injection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "=cmd|'/c calc'!A0",
                "+1+1",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "＝1",
                "＋1",
                "－1",
                "＠1",
                "'=1",
                "=1\n+2"
            })
    void aTextIsNeverAFormula(String name) {
        String cell = unquoted(csv(new Row(name, 1)).split("\r\n", 2)[1]);

        assertThat(cell).startsWith("'" + name);
    }

    @Test
    void aNegativeNumberIsNoFormula() {
        assertThat(csv(new Row("loss", Usd.of("-0.5")), new Row("less", new BigDecimal("-1E-7"))))
                .isEqualTo("name,value\r\nloss,-0.5\r\nless,-0.0000001\r\n");
    }

    @Test
    void jsonLinesAreOneObjectALineWithExactNumbers() throws IOException {
        StringWriter out = new StringWriter();
        List.of(
                        new Row("a\n\"b\"\u2028", Usd.of("9000000000.000000001")),
                        new Row("tiny", Usd.of("0.000000001")),
                        new Row("share", 0.5),
                        new Row("flag", true),
                        new Row("none", null))
                .forEach(TABLE.jsonLines(out));

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(1)).isEqualTo("{\"name\":\"tiny\",\"value\":0.000000001}");
        assertThat(lines.get(0)).endsWith("\"value\":9000000000.000000001}");
        assertThat(lines.get(2)).endsWith(":0.5}");
        assertThat(lines.get(3)).endsWith(":true}");
        assertThat(lines.get(4)).endsWith(":null}");
        JsonNode first = new ObjectMapper().readTree(lines.get(0));
        assertThat(first.get("name").textValue()).isEqualTo("a\n\"b\"\u2028");
    }

    @Test
    void columnsHaveDifferentNames() {
        Column<Row> name = new Column<>("name", "who", Row::name);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Table.of(name, name))
                .withMessageContaining("'name'");
    }

    @Test
    void aWriterThatFailsIsNotSilent() {
        Writer full = new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("no space");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> TABLE.csv(full));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> TABLE.jsonLines(full).accept(new Row("a", Map.of())));
    }

    private static String csv(Row... rows) {
        StringWriter out = new StringWriter();
        List.of(rows).forEach(TABLE.csv(out));
        return out.toString();
    }

    private static String unquoted(String cell) {
        return cell.startsWith("\"")
                ? cell.substring(1).replace("\"\"", "\u0000").replace("\"", "").replace('\u0000', '"')
                : cell;
    }
}
