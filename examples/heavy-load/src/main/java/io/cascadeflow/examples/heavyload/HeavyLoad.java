package io.cascadeflow.examples.heavyload;

import io.cascadeflow.budget.report.SpendRange;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.model.ModelId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main class of {@code heavy-load.jar}. */
@Command(
        name = "heavy-load",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        sortOptions = false,
        description = {
            "Sends a burst of questions through a queue into a cascade, with less time and money than they want.",
            "Without further options two models answer from a script: no key and no network is needed."
        },
        footer = {
            "",
            "Exit code: 0 when every question was answered or put aside and the budget held, 1 when not,",
            "2 when an option cannot be used."
        })
public final class HeavyLoad implements Callable<Integer> {

    /** The values of a rule's key {@code mode}. */
    enum Rules {
        enforce,
        observe,
        off
    }

    @Option(
            names = "--ask",
            paramLabel = "FILE",
            description = "Questions, one a line. Without it, questions of the example's own.")
    private @Nullable Path file;

    @Option(names = "--questions", defaultValue = "400", description = "How many of its own. Default: ${DEFAULT-VALUE}")
    private int questions;

    @Option(
            names = "--per-second",
            defaultValue = "200",
            description = "How many come in a second. Default: ${DEFAULT-VALUE}")
    private int perSecond;

    @Option(
            names = "--at-once",
            defaultValue = "16",
            description = "How many are under way at once; the others wait in the queue. Default: ${DEFAULT-VALUE}")
    private int atOnce;

    @Option(
            names = "--budget",
            defaultValue = "0.06",
            paramLabel = "USD",
            description = "What all of them may cost. Default: ${DEFAULT-VALUE}")
    private String budget = "";

    @Option(
            names = "--pace",
            defaultValue = "20",
            paramLabel = "CALLS",
            description = "How often the dear model may be asked in a second. Default: ${DEFAULT-VALUE}")
    private int pace;

    @Option(
            names = "--patience",
            defaultValue = "20",
            paramLabel = "SECONDS",
            description = "How long somebody waits for an answer, the queue included. Default: ${DEFAULT-VALUE}")
    private int patience;

    @Option(
            names = "--hurry-after",
            defaultValue = "4",
            paramLabel = "SECONDS",
            description = "Who has waited so long is answered by the cheap model. Default: ${DEFAULT-VALUE}")
    private int hurryAfter;

    @Option(
            names = "--rules",
            defaultValue = "enforce",
            description = "The mode of the rules: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private Rules rules = Rules.enforce;

    @Option(
            names = "--small",
            defaultValue = "cascadeflow:scripted:small?source=classpath:answers.yaml&maxTokens=100",
            paramLabel = "URI",
            description = "The cheap model's endpoint. Default: one that answers from a script")
    private String small = "";

    @Option(
            names = "--large",
            defaultValue = "cascadeflow:scripted:large?source=classpath:answers.yaml&maxTokens=100&budget=pace",
            paramLabel = "URI",
            description = "The dear model's endpoint; with budget=pace it keeps to --pace. Default: one from a script")
    private String large = "";

    @Option(
            names = "--out",
            defaultValue = "heavy-load",
            paramLabel = "FOLDER",
            description = "Where answers.jsonl and later.jsonl are written anew. Default: ${DEFAULT-VALUE}")
    private Path out = Path.of("heavy-load");

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Clock clock = Clock.systemUTC();

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs it; gives its exit code. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new HeavyLoad()).setOut(out).setErr(err).execute(args);
    }

    @Override
    public Integer call() throws Exception {
        List<String> all = questions();
        Files.createDirectories(out);
        for (String name : List.of("answers.jsonl", "later.jsonl")) {
            Files.deleteIfExists(out.resolve(name));
        }
        Instant began = clock.instant();
        Figures figures = new Figures(clock);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            start(camel, all.size(), figures);
            Live live = new Live(spec.commandLine().getErr(), camel, figures, all.size());
            Burst burst = new Burst(camel, figures, clock, Duration.ofSeconds(patience));
            live.during(() -> burst.send(all, perSecond));
            SpendRange range = new SpendRange(began, clock.instant().plusSeconds(1));
            Report report = Report.of(camel, figures.tally(), out, model(large), range);
            spec.commandLine().getOut().println(json ? report.json() : report.text());
            return report.complaints().isEmpty() ? 0 : 1;
        }
    }

    private void start(DefaultCamelContext camel, int size, Figures figures) throws Exception {
        Map<String, Object> values = Map.of(
                "load.small", small,
                "load.large", large,
                "load.budget", budget,
                "load.pace", pace,
                "load.rules", rules,
                "load.hurry", patience - hurryAfter,
                "load.at-once", atOnce,
                "load.queue", size,
                "load.out", out.toAbsolutePath());
        values.forEach((key, value) -> camel.getPropertiesComponent().addInitialProperty(key, String.valueOf(value)));
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:heavy-load.yaml");
        camel.addRoutes(new LoadRoute(figures));
        camel.start();
    }

    private List<String> questions() throws IOException {
        positive("--questions", questions);
        positive("--per-second", perSecond);
        positive("--at-once", atOnce);
        if (hurryAfter < 0 || patience <= hurryAfter) {
            throw wrong("--patience must be more than --hurry-after, and that 0 or more");
        }
        List<String> all = file == null
                ? Burst.made(questions)
                : Files.readAllLines(file).stream()
                        .filter(line -> !line.isBlank())
                        .toList();
        if (all.isEmpty()) {
            throw wrong("the file of --ask has no question in it; write one a line");
        }
        return all;
    }

    /** What a {@code cascadeflow:provider:model} endpoint asks. */
    private static Optional<ModelId> model(String uri) {
        String path = uri.split("\\?", 2)[0];
        return path.matches("cascadeflow:[^:]+:.+")
                ? Optional.of(ModelId.parse(path.substring("cascadeflow:".length())))
                : Optional.empty();
    }

    private void positive(String name, int value) {
        if (value < 1) {
            throw wrong(String.format(Locale.ROOT, "%s must be 1 or more, not %d", name, value));
        }
    }

    private ParameterException wrong(String text) {
        return new ParameterException(spec.commandLine(), text);
    }
}
