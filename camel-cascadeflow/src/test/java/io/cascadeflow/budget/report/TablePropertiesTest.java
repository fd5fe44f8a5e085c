package io.cascadeflow.budget.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TablePropertiesTest {

    private static final Table<String> TABLE = Table.of(new Column<>("name", "who", name -> name));

    @Property(tries = 500)
    void takingOneApostropheAwayGivesTheTextBack(@ForAll String text) {
        StringWriter out = new StringWriter();
        TABLE.csv(out).accept(text);
        String line = out.toString().substring("name\r\n".length());
        String cell = line.substring(0, line.length() - 2);
        String read =
                cell.startsWith("\"") ? cell.substring(1, cell.length() - 1).replace("\"\"", "\"") : cell;

        assertThat(read.startsWith("'") ? read.substring(1) : read).isEqualTo(text);
    }
}
