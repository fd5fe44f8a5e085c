package io.cascadeflow.benchmarks.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.Balance;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Window;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.pricing.Usd;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * What clients were told beside what is on the ledger.
 *
 * @param told answers that a client has in full, with what they cost
 * @param lost those of them that have no line on the ledger: must be none
 * @param wrong those whose lines add up to another amount: must be none
 * @param unheard decisions with money on the ledger of which no client has the whole answer: it was cut off
 * @param cutOff questions whose connection ended too soon, or could not be had
 * @param untold whole answers that did not say what they cost
 * @param lostUsd told, and not on the ledger
 * @param held what is still held after every expiry: must be nothing
 * @param sumOfLines what all lines of the budget's account add up to
 * @param balance what the account says was settled: must be the same
 */
record KillReport(
        int kills,
        int told,
        int lost,
        int wrong,
        int unheard,
        int cutOff,
        int untold,
        String lostUsd,
        String held,
        String sumOfLines,
        String balance) {

    private static final Claim CLAIM =
            Budget.of(GatewayFolder.BUDGET, GatewayFolder.LIMIT, Window.TOTAL).claim(Map.of(), "", Instant.EPOCH);
    private static final Account ACCOUNT = CLAIM.account();
    private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

    static KillReport of(int kills, Told told, BudgetLedger ledger) {
        Map<String, Usd> spent = new HashMap<>();
        Lines lines = new Lines(spent);
        new LedgerSpend(ledger).lines(new SpendRange(Instant.EPOCH, LAST), lines::add);
        int lost = 0;
        int wrong = 0;
        Usd lostUsd = Usd.ZERO;
        for (Map.Entry<String, Usd> one : told.costs().entrySet()) {
            Usd posted = spent.remove(one.getKey());
            lost += posted == null ? 1 : 0;
            wrong += posted != null && !posted.equals(one.getValue()) ? 1 : 0;
            lostUsd = posted == null ? lostUsd.plus(one.getValue()) : lostUsd;
        }
        Balance balance = ledger.balance(CLAIM);
        return new KillReport(
                kills,
                told.costs().size(),
                lost,
                wrong,
                (int) spent.values().stream()
                        .filter(usd -> !usd.equals(Usd.ZERO))
                        .count(),
                told.cutOff(),
                told.untold(),
                lostUsd.toString(),
                balance.held().usd().toString(),
                lines.sum.usd().toString(),
                balance.settled().usd().toString());
    }

    /** Adds up what was settled, by decision and in all. */
    private static final class Lines {
        private final Map<String, Usd> spent;
        private Amount sum = Amount.ZERO;

        Lines(Map<String, Usd> spent) {
            this.spent = spent;
        }

        void add(LedgerEntry line) {
            Amount settled = line.posting().settled();
            spent.merge(line.call().decision(), settled.usd(), Usd::plus);
            sum = line.accounts().contains(ACCOUNT) ? sum.plus(settled) : sum;
        }
    }

    boolean holds() {
        return told > 0 && lost == 0 && wrong == 0 && held.equals(Usd.ZERO.toString()) && sumOfLines.equals(balance);
    }

    String json() throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    String text() {
        return """
                killed with -9               %9d times
                answers that clients have    %9d
                  not on the ledger          %9d (%s USD)
                  with another amount there  %9d
                paid, and cut off by a kill  %9d
                questions without an answer  %9d
                answers without a cost       %9d
                still held after expiry      %s USD
                settled by lines / balance   %s / %s USD""".formatted(kills, told, lost, lostUsd, wrong, unheard, cutOff, untold, held, sumOfLines, balance);
    }
}
