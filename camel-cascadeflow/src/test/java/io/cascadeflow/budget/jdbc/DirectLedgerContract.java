package io.cascadeflow.budget.jdbc;

import static io.cascadeflow.budget.LedgerFixture.claim;
import static io.cascadeflow.budget.LedgerFixture.cost;
import static io.cascadeflow.budget.LedgerFixture.money;
import static io.cascadeflow.budget.LedgerFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.WaitingLedger;
import java.time.Clock;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What a ledger in a database does that asks it for each call. */
abstract class DirectLedgerContract extends JdbcLedgerContract {

    @Override
    final BudgetLedger open(DataSource database, Clock at) {
        return JdbcLedger.open(database, at, Databases.THREADS);
    }

    @Test
    void aCallIsSettledOnWhateverNode() {
        Claim team = claim("team", "1");
        ledger("shared").hold(request("a", "0.5", team));
        WaitingLedger other = ledger("shared");

        assertThat(other.settle("a", cost("0.4"))).isEqualTo(Effect.POSTED);
        assertThat(other.money(team)).isEqualTo(money("0.4", "0", "0"));
    }

    @Test
    void aCallWhosePostingFailsIsStillHeldAndCanBeSettledAgain() {
        WaitingLedger ledger = ledger("again");
        Claim team = claim("team", "1");
        ledger.hold(request("a", "0.5", team));
        Databases.execute(pool("again"), "ALTER TABLE cascadeflow_entry RENAME TO away");
        assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> ledger.settle("a", cost("0.4")));
        assertThat(ledger.money(team)).isEqualTo(money("0", "0.5", "0"));

        Databases.execute(pool("again"), "ALTER TABLE away RENAME TO cascadeflow_entry");
        assertThat(ledger.settle("a", cost("0.4"))).isEqualTo(Effect.POSTED);
        assertThat(ledger.money(team)).isEqualTo(money("0.4", "0", "0"));
    }
}
