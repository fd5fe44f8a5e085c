package io.cascadeflow.camel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** A process that asks a cascade again and again, says each decision that was answered, and never ends by itself. */
final class AskUntilKilled {

    private static final int THREADS = 4;

    private AskUntilKilled() {}

    static String configuration(Path folder) {
        return "ledger: {url: \"jdbc:h2:file:%s\", leases: false}\naudit: {jdbc: true, file: \"%s\"}\n"
                .formatted(folder.resolve("db"), folder.resolve("decisions.jsonl"));
    }

    static Process start(Path folder) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                AskUntilKilled.class.getName(),
                folder.toString());
        try {
            return new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        BudgetFixture with = new BudgetFixture(Files.createTempDirectory(folder, "run"), configuration(folder));
        with.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("cascadeflow:cascade:support");
            }
        });
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        for (int t = 0; t < THREADS; t++) {
            threads.execute(() -> ask(with));
        }
    }

    private static void ask(BudgetFixture with) {
        while (true) {
            Exchange answer = with.context.ask("direct:in", "What is 6 x 7?");
            System.out.println("decided " + answer.getMessage().getHeader(CascadeFlowConstants.DECISION_ID));
            System.out.flush();
        }
    }
}
