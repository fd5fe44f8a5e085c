package io.cascadeflow.budget.report.bill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;

class BillPropertiesTest {

    private static final BillFormat FORMAT = BillFormat.of("openai", "date", "model", "cost");

    /** Whatever stands in a row, it is in the amounts or among the problems. */
    @Property(tries = 300)
    void nothingIsLost(@ForAll @Size(max = 20) List<@CharRange(from = ' ', to = '~') String> names) {
        StringBuilder file = new StringBuilder("date,model,cost\n");
        names.forEach(name ->
                file.append("2026-11-02,").append(name.replace("\"", "")).append(",1\n"));

        Bill bill = Bill.read(new StringReader(file.toString()), FORMAT);

        assertThat(bill.rows() + bill.problemCount()).isEqualTo(names.size());
        assertThat(bill.total()).isEqualByComparingTo(BigDecimal.valueOf(bill.rows()));
    }

    @Property(tries = 500)
    void noFileBreaksTheReader(@ForAll @CharRange(from = 0, to = 127) String text) {
        Bill bill = Bill.read(new StringReader("date,model,cost\n" + text), FORMAT);

        assertThat(bill.problems())
                .allSatisfy(problem -> assertThat(problem.line()).isGreaterThan(1));
    }
}
