package io.cascadeflow.budget.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.budget.CalendarWindow;
import io.cascadeflow.budget.CalendarWindow.Unit;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.model.TokenUsage;
import java.io.StringWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportTest {

    private static final SpendRange DAY =
            new SpendRange(Instant.parse("2026-10-05T00:00:00Z"), Instant.parse("2026-10-06T00:00:00Z"));

    private final MovableClock clock = new MovableClock();
    private final MemoryLedger ledger = new MemoryLedger(clock);
    private final SpendSource source = new LedgerSpend(ledger);

    @BeforeEach
    void spend() {
        SpendFixture calls = new SpendFixture(ledger, clock);
        calls.spend(
                Instant.parse("2026-10-05T08:00:00Z"),
                "0.5",
                "openai:gpt-4o-mini",
                "tenant==cmd|' role=draft tier=small region=eu",
                new TokenUsage(1, 2, 3, 4, 5, 5, true));
        calls.release("2026-10-05T09:00:00Z", "openai:gpt-4o", "");
    }

    @Test
    void aLineHasEveryColumnThatIsDocumented() {
        assertThat(lines()).isEqualTo("""
                        number,at,key,status,owner,decision,attempt,tenant,user,project,run,cascade,tier,domain,role,asked_model,model,charge_source,price_source,price_date,input,cache_read,cache_write,cache_write_long,output,reasoning,estimated,amount_usd,other_facts,accounts
                        2,2026-10-05T08:00:00Z,key-0,settled,node-1,decision-key-0,1,'=cmd|',,,,,small,,draft,openai:gpt-4o-mini,openai:gpt-4o-mini,computed,,,1,2,3,4,5,5,true,0.5,region=eu,
                        4,2026-10-05T09:00:00Z,key-1,released,node-1,decision-key-1,1,,,,,,,,,openai:gpt-4o,openai:gpt-4o,,,,,,,,,,,0,,
                        """.replace("\n", "\r\n"));
    }

    @Test
    void exportingTwiceGivesTheSameRows() {
        assertThat(lines()).isEqualTo(lines());
    }

    @Test
    void aReportHasItsKeysAsColumns() {
        StringWriter out = new StringWriter();
        SpendQuery query = new SpendQuery(DAY, null, List.of(), Map.of())
                .every(new CalendarWindow(Unit.DAY, ZoneOffset.UTC))
                .by(SpendKey.TENANT, SpendKey.fact("region"));

        source.spend(
                query.where(SpendKey.STATUS, "settled"),
                SpendTables.rows(SpendKey.TENANT, SpendKey.fact("region")).jsonLines(out));

        assertThat(out.toString()).isEqualTo("""
                        {"bucket":"2026-10-05","start":"2026-10-05T00:00:00Z","end":"2026-10-06T00:00:00Z","tenant":"=cmd|'","fact:region":"eu","calls":1,"released":0,"expired":0,"input":1,"cache_read":2,"cache_write":3,"cache_write_long":4,"output":5,"reasoning":5,"amount_usd":0.5,"estimated_usd":0.5,"drafts_usd":0.5,"estimated_share":1.0,"draft_share":1.0}
                        """);
    }

    private String lines() {
        StringWriter out = new StringWriter();
        source.lines(DAY, SpendTables.lines().csv(out));
        return out.toString();
    }
}
