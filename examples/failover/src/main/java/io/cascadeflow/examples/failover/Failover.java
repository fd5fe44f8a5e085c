package io.cascadeflow.examples.failover;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The main class of {@code failover.jar}. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        version = "CascadeFlow failover 0.1.0",
        subcommands = {OutageCommand.class, WallCommand.class},
        description = {
            "Calls models whose servers fail, on this machine: no key and no network is needed.",
            "Without a command it does what \"outage\" does."
        },
        footer = {"", "Exit code: 0 when all came out as it must, 1 when not, 2 when an option cannot be used."})
public final class Failover extends OutageOptions implements Callable<Integer> {

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs one command; gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Failover()).setOut(out).setErr(err).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        return show();
    }
}
