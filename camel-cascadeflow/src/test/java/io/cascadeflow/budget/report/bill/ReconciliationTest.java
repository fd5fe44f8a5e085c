package io.cascadeflow.budget.report.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendFixture;
import io.cascadeflow.budget.report.bill.ReconciledRow.Side;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.pricing.PriceCatalog;
import io.cascadeflow.pricing.Usd;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private final MovableClock clock = new MovableClock();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final SpendFixture calls = new SpendFixture(ledger, clock);

    @Test
    void whatAgreesIsClean() {
        calls.spend("2026-11-02T10:00:00Z", "0.1", "openai:gpt-4o-mini", "");
        calls.spend("2026-11-02T11:00:00Z", "0.2", "openai:gpt-4o-mini", "");

        Reconciliation reconciled = reconcile(Tolerance.NONE, "2026-11-02,gpt-4o-mini,0.3");

        assertThat(reconciled.isClean()).isTrue();
        assertThat(reconciled.rows())
                .containsExactly(row("2026-11-02", "gpt-4o-mini", Side.BOTH, "0.3", "0.3", 2, true));
    }

    @Test
    void spellingsOfOneModelAreOneModel() {
        calls.spend("2026-11-02T10:00:00Z", "0.1", "openai:gpt-4o-mini-2024-07-18", "");
        calls.spend("2026-11-02T10:00:00Z", "0.2", "openai:My-Own-Model", "");

        assertThat(reconcile(Tolerance.NONE, "2026-11-02,GPT-4o-mini,0.1", "2026-11-02,my-own-model,0.2")
                        .isClean())
                .isTrue();
    }

    @Test
    void whatIsOnOneSideOnlyIsARow() {
        calls.spend("2026-11-02T10:00:00Z", "1", "openai:gpt-4o", "");
        calls.spend("2026-11-02T10:00:00Z", "5", "anthropic:claude-opus-4-5", "");

        Reconciliation reconciled = reconcile(Tolerance.NONE, "2026-11-03,gpt-4o,2");

        assertThat(reconciled.rows())
                .containsExactly(
                        row("2026-11-02", "gpt-4o", Side.ONLY_OURS, "1", "0", 1, false),
                        row("2026-11-03", "gpt-4o", Side.ONLY_THEIRS, "0", "2", 0, false));
        assertThat(reconciled.differences()).hasSize(2);
        assertThat(reconciled.ours()).isEqualTo(Usd.of("1"));
        assertThat(reconciled.theirs()).isEqualTo(Usd.of("2"));
    }

    @Test
    void differencesAndRatiosAreTold() {
        calls.spend("2026-11-02T10:00:00Z", "2", "openai:gpt-4o", "");

        ReconciledRow row =
                reconcile(Tolerance.NONE, "2026-11-02,gpt-4o,2.5").rows().get(0);

        assertThat(row.difference()).isEqualTo(Usd.of("0.5"));
        assertThat(row.ratio()).hasValue(1.25);
        assertThat(row("2026-11-02", "gpt-4o", Side.ONLY_THEIRS, "0", "1", 0, false)
                        .ratio())
                .isEmpty();
    }

    @Test
    void theToleranceIsAnAmountOrAShare() {
        calls.spend("2026-11-02T10:00:00Z", "100", "openai:gpt-4o", "");

        assertThat(reconcile(new Tolerance(Usd.of("1"), 0), "2026-11-02,gpt-4o,101")
                        .isClean())
                .isTrue();
        assertThat(reconcile(new Tolerance(Usd.of("0.99"), 0), "2026-11-02,gpt-4o,101")
                        .isClean())
                .isFalse();
        assertThat(reconcile(new Tolerance(Usd.ZERO, 0.01), "2026-11-02,gpt-4o,99")
                        .isClean())
                .isTrue();
        assertThat(reconcile(new Tolerance(Usd.ZERO, 0.01), "2026-11-02,gpt-4o,98")
                        .isClean())
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance(Usd.of("-1"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance(Usd.ZERO, 1.01));
    }

    @Test
    void whatLiesOutsideOrCannotBeReadIsNotClean() {
        Reconciliation outside = reconcile(Tolerance.NONE, "2026-12-02,gpt-4o,1", "2026-12-03,gpt-4o,-1");
        Reconciliation unreadable = reconcile(Tolerance.NONE, "today,gpt-4o,1");

        assertThat(outside.outside())
                .isEqualTo(Map.of(
                        new Bill.Item(LocalDate.parse("2026-12-02"), ModelId.parse("openai:gpt-4o")),
                        BigDecimal.ONE,
                        new Bill.Item(LocalDate.parse("2026-12-03"), ModelId.parse("openai:gpt-4o")),
                        new BigDecimal("-1")));
        assertThat(outside.isClean()).isFalse();
        assertThat(unreadable.problems()).extracting(Bill.Problem::line).containsExactly(2);
        assertThat(unreadable.isClean()).isFalse();
    }

    @Test
    void holdsThatNobodySettledAreToldBesideTheBill() {
        calls.settleLate("2026-11-02T10:00:00Z", "0.5", "openai:gpt-4o", "");
        calls.release("2026-11-03T10:00:00Z", "openai:gpt-4o", "");

        assertThat(reconcile(Tolerance.NONE).rows())
                .extracting(ReconciledRow::calls, ReconciledRow::expired)
                .containsExactly(tuple(1L, 1L));
    }

    @Test
    void rowsAreWrittenAsATable() {
        calls.spend("2026-11-02T10:00:00Z", "2", "openai:gpt-4o", "");
        StringWriter out = new StringWriter();

        reconcile(Tolerance.NONE, "2026-11-02,gpt-4o,1.5")
                .rows()
                .forEach(Reconciliation.table().csv(out));

        assertThat(out).hasToString("""
                        day,model,side,ours_usd,theirs_usd,difference_usd,ratio,calls,expired,tolerated
                        2026-11-02,openai:gpt-4o,both,2,1.5,-0.5,0.75,1,0,false
                        """.replace("\n", "\r\n"));
    }

    private Reconciliation reconcile(Tolerance tolerance, String... rows) {
        Bill bill = Bill.read(
                new StringReader("date,model,cost\n" + String.join("\n", rows)),
                BillFormat.of("openai", "date", "model", "cost"));
        return Reconciliation.of(
                bill,
                new LedgerSpend(ledger),
                PriceCatalog.shipped(clock),
                new Reconciliation.Days(
                        LocalDate.parse("2026-11-01"), LocalDate.parse("2026-12-01"), ZoneOffset.UTC, tolerance));
    }

    private static ReconciledRow row(
            String day, String model, Side side, String ours, String theirs, long calls, boolean tolerated) {
        return new ReconciledRow(
                LocalDate.parse(day),
                new ModelId("openai", model),
                side,
                Usd.of(ours),
                Usd.of(theirs),
                calls,
                0,
                tolerated);
    }
}
