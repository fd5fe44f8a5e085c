package io.cascadeflow.examples.ab;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class of {@code ab.jar}. */
@Command(
        name = "ab",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        sortOptions = false,
        description = {
            "Sends a share of the users to a second cascade, and compares both by cost, acceptance and quality.",
            "Without further options both answer from a made-up recording: no key and no network is needed."
        },
        footer = {
            "",
            "Exit code: 0 when it has compared, 1 when the money does not add up, 2 when an option cannot be used."
        })
public final class Ab implements Callable<Integer> {

    private static final int QUESTIONS = 1_200;

    @Option(names = "--a", defaultValue = "0.5", description = "a accepts above. Default: ${DEFAULT-VALUE}")
    private double a;

    @Option(names = "--b", defaultValue = "0.75", description = "b accepts above. Default: ${DEFAULT-VALUE}")
    private double b;

    @Option(
            names = "--share",
            defaultValue = "0.5",
            description = "The share of users for b. Default: ${DEFAULT-VALUE}")
    private double share;

    @Option(
            names = "--experiment",
            defaultValue = "thresholds",
            paramLabel = "NAME",
            description = "Another name sends others to b. Default: ${DEFAULT-VALUE}")
    private String experiment = "";

    @Option(
            names = "--users",
            defaultValue = "200",
            description = "Whose questions they are. Default: ${DEFAULT-VALUE}")
    private int users;

    @Option(
            names = "--recording",
            paramLabel = "FILE",
            description = "Questions with labelled answers, JSON Lines or gzip. Without it a made-up one.")
    private @Nullable Path recording;

    @Option(
            names = "--small",
            defaultValue = "small",
            paramLabel = "MODEL|URI",
            description = "A model of the recording, or an endpoint cascadeflow:... to ask. Default: ${DEFAULT-VALUE}")
    private String small = "";

    @Option(
            names = "--large",
            defaultValue = "large",
            paramLabel = "MODEL|URI",
            description = "Likewise. Default: ${DEFAULT-VALUE}")
    private String large = "";

    @Option(
            names = "--small-price",
            defaultValue = "0.15/0.60",
            paramLabel = "IN/OUT",
            description = "USD per million tokens of a recorded model. Default: ${DEFAULT-VALUE}")
    private String smallPrice = "";

    @Option(
            names = "--large-price",
            defaultValue = "2.50/10.00",
            paramLabel = "IN/OUT",
            description = "Likewise. Default: ${DEFAULT-VALUE}")
    private String largePrice = "";

    @Option(
            names = "--budget",
            defaultValue = "50",
            paramLabel = "USD",
            description = "What the experiment may cost. Default: ${DEFAULT-VALUE}")
    private String budget = "";

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs it; gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Ab()).setOut(out).setErr(err).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        Path questions = recording == null ? MadeUp.write(Files.createTempDirectory("ab"), QUESTIONS) : recording;
        Experiment prepared = experiment(questions);
        Report report = prepared.run();
        spec.commandLine().getOut().println(json ? report.json() : report.text());
        return report.addsUp() ? 0 : 1;
    }

    private Experiment experiment(Path questions) throws IOException {
        if (users < 1) {
            throw new ParameterException(spec.commandLine(), "--users must be 1 or more, not " + users);
        }
        try {
            return new Experiment(
                    questions,
                    Model.of(small, smallPrice, questions),
                    Model.of(large, largePrice, questions),
                    a,
                    b,
                    new Split(experiment, share),
                    users,
                    budget);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
