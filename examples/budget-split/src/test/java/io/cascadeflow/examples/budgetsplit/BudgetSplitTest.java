package io.cascadeflow.examples.budgetsplit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BudgetSplitTest {

    @Test
    void answersEverythingWhileThereIsMoneyAndStopsWhenThereIsNone() throws Exception {
        List<Row> rows = rows("0.003", "0.0012", "0.0005", "0");

        assertThat(rows.get(0)).satisfies(row -> assertThat(row.answered()).isEqualTo(10));
        assertThat(rows).extracting(Row::answered).isSortedAccordingTo((a, b) -> b - a);
        assertThat(rows.get(3).answered()).isZero();
        assertThat(rows.subList(1, 4)).allSatisfy(row -> {
            assertThat(row.refused()).isEqualTo(1);
            assertThat(row.notSent()).isEqualTo(9 - row.answered());
        });
    }

    @Test
    void neverSpendsMoreThanTheBudgetAndCountsToTheCent() throws Exception {
        assertThat(rows("0.003", "0.002", "0.0015", "0.001", "0.0005")).allSatisfy(row -> {
            assertThat(row.left()).isNotNegative();
            assertThat(row.cost().add(row.left())).isEqualByComparingTo(row.budget());
        });
    }

    private record Row(BigDecimal budget, int answered, int refused, int notSent, BigDecimal cost, BigDecimal left) {

        static Row of(String line) {
            String[] cells = line.strip().split("\\s+");
            return new Row(
                    new BigDecimal(cells[0]),
                    Integer.parseInt(cells[1]),
                    Integer.parseInt(cells[2]),
                    Integer.parseInt(cells[3]),
                    new BigDecimal(cells[4]),
                    new BigDecimal(cells[5]));
        }
    }

    private static List<Row> rows(String... budgets) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BudgetSplit.run(Arrays.asList(budgets), new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(Row::of)
                .toList();
    }
}
