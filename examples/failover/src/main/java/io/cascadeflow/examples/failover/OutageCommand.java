package io.cascadeflow.examples.failover;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows an outage that heals. */
@Command(
        name = "outage",
        mixinStandardHelpOptions = true,
        description = {
            "Sends calls to a tier of two endpoints while the server of the first goes down and comes up again.",
            "Prints who answered each call, and draws it."
        })
public final class OutageCommand extends OutageOptions implements Callable<Integer> {

    @Override
    public Integer call() throws Exception {
        return show();
    }
}
