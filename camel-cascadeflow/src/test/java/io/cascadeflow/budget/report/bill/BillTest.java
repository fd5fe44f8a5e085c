package io.cascadeflow.budget.report.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.budget.report.bill.Bill.Item;
import io.cascadeflow.budget.report.bill.Bill.Problem;
import io.cascadeflow.model.ModelId;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BillTest {

    private static final BillFormat FORMAT = BillFormat.of("openai", "date", "model", "cost");

    @Test
    void rowsOfAModelAndDayAreAddedUpExactly() {
        Bill bill = read("""
                date,model,cost
                2026-11-02,gpt-4o,0.1
                2026-11-02,gpt-4o,0.00000000000002
                2026-11-03,gpt-4o,-0.05
                """);

        assertThat(bill.amounts())
                .isEqualTo(Map.of(
                        item("2026-11-02", "gpt-4o"), new BigDecimal("0.10000000000002"),
                        item("2026-11-03", "gpt-4o"), new BigDecimal("-0.05")));
        assertThat(bill.rows()).isEqualTo(3);
        assertThat(bill.problems()).isEmpty();
        assertThat(bill.total()).isEqualByComparingTo("0.05000000000002");
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAndSpelling() {
        Bill bill = read("\uFEFF Cost ,org,MODEL,Date\r\n$1.5,\"a, \"\"b\"\"\nc\",gpt-4o,2026-11-02\r\n");

        assertThat(bill.amounts()).isEqualTo(Map.of(item("2026-11-02", "gpt-4o"), new BigDecimal("1.5")));
    }

    @Test
    void everyRowThatCannotBeReadIsReportedWithItsLine() {
        Bill bill = read("""
                date,model,cost
                2026-11-02,gpt-4o,1

                02.11.2026,gpt-4o,1
                2026-11-02,,1
                2026-11-02,gpt-4o,1.000,50
                2026-11-02,gpt-4o,"1,50"
                2026-11-02,gpt-4o,1e99
                2026-11-02,"gpt"-4o,1
                2026-11-02,"two
                lines",much
                2026-02-30,gpt-4o,
                2026-11-02,gpt-4o,1e-3
                """);

        assertThat(bill.problems())
                .containsExactly(
                        new Problem(4, "has no day in the column 'date'"),
                        new Problem(5, "names no model in the column 'model'"),
                        new Problem(6, "has 4 columns instead of 3"),
                        new Problem(7, "has no amount like 1234.56 in the column 'cost'"),
                        new Problem(8, "has no amount like 1234.56 in the column 'cost'"),
                        new Problem(9, "has text after a closing quote"),
                        new Problem(10, "has no amount like 1234.56 in the column 'cost'"),
                        new Problem(
                                12,
                                "has no day in the column 'date'; has no amount like 1234.56 in the column 'cost'"));
        assertThat(bill.rows()).isEqualTo(2);
        assertThat(bill.total()).isEqualByComparingTo("1.001");
    }

    @Test
    void aQuoteThatIsNeverClosedEndsTheBillAloud() {
        Bill bill = read("date,model,cost\n2026-11-02,gpt-4o,1\n2026-11-02,\"gpt-4o,1\n2026-11-02,gpt-4o,1\n");

        assertThat(bill.rows()).isEqualTo(1);
        assertThat(bill.problems())
                .containsExactly(new Problem(3, "has a quote that is never closed; nothing after it is read"));
        assertThat(read("date,model,cost\n\"" + "x".repeat(200_000)).problems())
                .extracting(Problem::what)
                .singleElement()
                .asString()
                .contains("longer than 100000");
    }

    @Test
    void problemsAreCountedBeyondTheFirstThousand() {
        Bill bill = read("date,model,cost\n" + "x,y,z\n".repeat(1_500));

        assertThat(bill.problems()).hasSize(1_000);
        assertThat(bill.problemCount()).isEqualTo(1_500);
    }

    @Test
    void aBillWithoutItsColumnsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("date;model;cost\n"))
                .withMessageContaining("'date' not at all")
                .withMessageContaining("separator");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("date,model,cost,cost\n"))
                .withMessageContaining("'cost' twice");
        assertThatIllegalArgumentException().isThrownBy(() -> read(""));
    }

    @Test
    void daysAndModelsAreWrittenInManyWays() {
        ZoneId utc = ZoneId.of("UTC");
        BillFormat semicolons = FORMAT.separatedBy(';').withModels(name -> name.replace(", input", ""));

        assertThat(day(semicolons.withDays(BillDays.pattern("d MMM yyyy")), "2 Nov 2026"))
                .isEqualTo("2026-11-02");
        assertThat(day(semicolons.withDays(BillDays.instants(utc)), "2026-11-02T23:30:00-01:00"))
                .isEqualTo("2026-11-03");
        assertThat(day(semicolons.withDays(BillDays.epochSeconds(utc)), "1793577600"))
                .isEqualTo("2026-11-02");
    }

    private static String day(BillFormat format, String day) {
        Bill bill = Bill.read(new StringReader("date;model;cost\n" + day + ";gpt-4o, input;1"), format);
        Item item = bill.amounts().keySet().iterator().next();
        assertThat(item.model()).isEqualTo(ModelId.parse("openai:gpt-4o"));
        return item.day().toString();
    }

    private static Item item(String day, String model) {
        return new Item(LocalDate.parse(day), new ModelId("openai", model));
    }

    private static Bill read(String file) {
        return Bill.read(new StringReader(file), FORMAT);
    }
}
