package io.cascadeflow.examples.failover;

import io.cascadeflow.wall.FailoverBench;
import io.cascadeflow.wall.FurtherFaults;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Verdict.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs every fault and prints the scores. */
@Command(
        name = "wall",
        mixinStandardHelpOptions = true,
        description = {
            "Runs every fault in every way, and prints what came of it: the scenarios of FailoverBench with the published",
            "scores of others beside ours, then further faults. It takes about a minute.",
            "What FailoverBench waits for takes less time here: a fifth of silences, a twentieth of the outage S15."
        })
public final class WallCommand implements Callable<Integer> {

    @Option(names = "--json", description = "prints one JSON object instead of the tables")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        Board board = board();
        spec.commandLine().getOut().println(json ? board.json() : board.text());
        return board.isSound() ? 0 : 1;
    }

    private static Board board() throws Exception {
        try (Scores scores = new Scores()) {
            List<Score> bench = scores.of(FailoverBench.scenarios());
            Map<Way, Level> outage = scores.outage();
            List<Score> further = scores.of(FurtherFaults.scenarios());
            return new Board(bench, outage, further, Published.all());
        }
    }

    /** The ways of a call, in the order of the tables. */
    static final List<Way> WAYS = List.of(Way.FAIL_OVER, Way.CASCADE, Way.DIRECT);
}
