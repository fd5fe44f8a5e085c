package io.cascadeflow.examples.replay;

import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.examples.replay.policy.PolicyCommand;
import io.cascadeflow.examples.replay.wire.WireCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main class of {@code replay.jar}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        version = "CascadeFlow replay 0.1.0",
        subcommands = {
            FitCommand.class,
            EvaluateCommand.class,
            CertifyCommand.class,
            AdviseCommand.class,
            ClassifyCommand.class,
            PolicyCommand.class,
            WireCommand.class,
            RunCommand.class
        },
        description = "Plays recorded answers of language models back, and tells what a cascade of them is worth.",
        footer = {"", "Exit code: 0 when all went well, 2 when the input cannot be used; standard error says why."})
public final class Replay implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs one command; gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Replay())
                .setOut(out)
                .setErr(err)
                .setExecutionExceptionHandler(new OneLine())
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: fit, evaluate, certify, advise, domains, policy, wire or run");
    }

    /** Users get one line instead of a stack trace. */
    private static final class OneLine implements IExecutionExceptionHandler {

        @Override
        public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
            command.getErr().println("replay: " + complaint(e));
            command.getErr().flush();
            return CommandLine.ExitCode.USAGE;
        }

        /** Camel wraps what our endpoints say is wrong. */
        private static String complaint(Exception e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof IllegalArgumentException || cause instanceof ConfigurationException) {
                    return String.valueOf(cause.getMessage());
                }
            }
            return e.toString();
        }
    }
}
