package io.cascadeflow.examples.batch;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers a file of questions under one budget. Started again, it goes on where it stopped. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        description =
                "Answers each question of a CSV file through a cascade, and goes on where it stopped when it is started again.")
public final class Batch implements Callable<Integer> {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "QUESTIONS",
            description = "A CSV file with the columns id and question. Without it, 60 questions of the example's own.")
    private @Nullable Path questions;

    @Option(
            names = "--out",
            defaultValue = "batch",
            paramLabel = "FOLDER",
            description = "Where answers.csv and the ledger are. Default: ${DEFAULT-VALUE}")
    private Path folder = Path.of("batch");

    @Option(
            names = "--budget",
            defaultValue = "0.05",
            description = "What all starts together may spend, in US dollars. Default: ${DEFAULT-VALUE}")
    private String budget = "";

    @Option(
            names = "--small",
            defaultValue = "cascadeflow:scripted:small?source=classpath:answers.yaml&maxTokens=60",
            description = "The cheap model's endpoint. Default: one that answers from a script")
    private String small = "";

    @Option(
            names = "--large",
            defaultValue = "cascadeflow:scripted:large?source=classpath:answers.yaml&maxTokens=60",
            description = "The dear model's endpoint. Default: one that answers from a script")
    private String large = "";

    @Option(
            names = "--at-once",
            defaultValue = "8",
            description = "How many questions are under way at once. Default: ${DEFAULT-VALUE}")
    private int atOnce;

    @Option(
            names = "--crash-after",
            defaultValue = "0",
            paramLabel = "ANSWERS",
            description = "Halts the JVM after so many answers, to see what a crash loses.")
    private int crashAfter;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    private static final int BAR = 40;

    /** What a crash ends with. */
    static final int CRASHED = 3;

    private final AtomicInteger answered = new AtomicInteger();

    public static void main(String[] args) {
        System.exit(new CommandLine(new Batch()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        List<Question> all = questions();
        Files.createDirectories(folder);
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        try (Answers answers = Answers.at(folder.resolve("answers.csv"));
                DefaultCamelContext camel = new DefaultCamelContext()) {
            int before = answers.size();
            List<Question> left =
                    all.stream().filter(question -> !answers.has(question.id())).toList();
            start(camel, new BatchRoute(threads, answers, () -> answered(before, all.size())));
            Exchange done = camel.createFluentProducerTemplate()
                    .to("direct:batch")
                    .withHeader(CascadeFlowConstants.RUN_ID, runId())
                    .withBody(left)
                    .send();
            print(all.size(), before, answers.size(), camel);
            Throwable failure = done.getException();
            if (failure != null) {
                System.err.println(failure.getMessage());
            }
            return answers.size() == all.size() ? 0 : 1;
        } finally {
            threads.shutdownNow();
        }
    }

    private void start(DefaultCamelContext camel, BatchRoute route) throws Exception {
        camel.getPropertiesComponent().addInitialProperty("batch.budget", budget);
        camel.getPropertiesComponent()
                .addInitialProperty(
                        "batch.ledger",
                        folder.toAbsolutePath().resolve("ledger").toString());
        camel.getPropertiesComponent().addInitialProperty("batch.small", small);
        camel.getPropertiesComponent().addInitialProperty("batch.large", large);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("classpath:batch.yaml");
        camel.addRoutes(route);
        camel.start();
    }

    /** The same at each start, so that all of them spend from one budget. */
    private String runId() {
        return questions == null ? "example" : String.valueOf(questions.getFileName());
    }

    private List<Question> questions() throws IOException {
        try (Reader reader = questions != null
                ? Files.newBufferedReader(questions)
                : new InputStreamReader(
                        Objects.requireNonNull(Batch.class.getResourceAsStream("/questions.csv")),
                        StandardCharsets.UTF_8)) {
            return Question.of(reader);
        }
    }

    private void answered(int before, int all) {
        int now = answered.incrementAndGet();
        if (now == crashAfter) {
            Runtime.getRuntime().halt(CRASHED);
        }
        if (Ansi.AUTO.enabled()) {
            int filled = BAR * (before + now) / all;
            System.err.printf("\r[%s%s] %d/%d", "#".repeat(filled), " ".repeat(BAR - filled), before + now, all);
        }
    }

    private void print(int all, int before, int now, DefaultCamelContext camel) {
        String left = CascadeFlowBudgets.in(camel)
                .standing("batch", Map.of("run", runId()))
                .left()
                .toString();
        System.out.printf(
                json
                        ? "{\"questions\": %d, \"answeredBefore\": %d, \"answeredNow\": %d, \"leftUsd\": %s}%n"
                        : "%n%d questions: %d were answered before, %d now; %s USD of the budget are left%n",
                all,
                before,
                now - before,
                left);
    }
}
