package io.cascadeflow.examples.heavyload;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import picocli.CommandLine.Help.Ansi;

/** The numbers while they change: one line that is written over on a terminal, else a line a second. */
final class Live {

    private static final int BAR = 20;
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int STEPS_OF_A_LINE = 5;

    private final PrintWriter err;
    private final CamelContext camel;
    private final Figures figures;
    private final int all;
    private final boolean terminal;

    Live(PrintWriter err, CamelContext camel, Figures figures, int all) {
        this.err = err;
        this.camel = camel;
        this.figures = figures;
        this.all = all;
        this.terminal = Ansi.AUTO.enabled();
    }

    /** Shows them until {@code sending} is over and nothing is under way any more. */
    void during(Runnable sending) throws InterruptedException {
        Thread sender = new Thread(sending, "burst");
        sender.start();
        int step = 0;
        while (sender.isAlive() || !figures.tally().isDone()) {
            if (terminal || step++ % STEPS_OF_A_LINE == 0) {
                show();
            }
            LockSupport.parkNanos(STEP.toNanos());
        }
        sender.join();
        show();
        if (terminal) {
            err.println();
        }
    }

    private void show() {
        String line = line(figures.tally(), CascadeFlowBudgets.in(camel).standing(Report.BUDGET, Map.of()));
        err.print(terminal ? "\r" + line : line + System.lineSeparator());
        err.flush();
    }

    private String line(Tally tally, Standing money) {
        int done = tally.answered() + tally.asideOnes();
        int filled = BAR * done / all;
        return String.format(
                Locale.ROOT,
                "[%s%s] %d/%d  in line %-3d  %s  degraded %d  put aside %d  spent %.4f + held %.4f of %s USD",
                "#".repeat(filled),
                " ".repeat(BAR - filled),
                done,
                all,
                tally.asked() - done,
                tally.byTier(),
                tally.degradedOnes(),
                tally.asideOnes(),
                money.balance().settled().usd().toBigDecimal(),
                money.balance().held().usd().toBigDecimal(),
                money.claim().budget().limit());
    }
}
