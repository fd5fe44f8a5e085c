package io.cascadeflow.examples.streaming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main class of {@code streaming.jar}. */
@Command(
        name = "streaming",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        sortOptions = false,
        description = {
            "Serves a page on this machine that shows answers as they grow.",
            "Without OPENAI_API_KEY two made-up models stream over HTTP from this machine: no key and no network is needed."
        })
public final class Streaming implements Callable<Integer> {

    @Option(names = "--port", defaultValue = "8080", description = "0 for a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--port-file", description = "Where the port is written once it serves.")
    private @Nullable Path portFile;

    @Option(names = "--small", paramLabel = "URI", description = "The cheap model's endpoint.")
    private @Nullable String small;

    @Option(names = "--large", paramLabel = "URI", description = "The dear model's endpoint.")
    private @Nullable String large;

    @Option(
            names = "--budget",
            defaultValue = "1",
            paramLabel = "USD",
            description = "What the page may spend in a day. Default: ${DEFAULT-VALUE}")
    private String budget = "";

    @Option(
            names = "--pace",
            defaultValue = "PT0.08S",
            description = "The time between two words of the made-up models. Default: ${DEFAULT-VALUE}")
    private Duration pace = Duration.ZERO;

    public static void main(String[] args) {
        System.exit(new CommandLine(new Streaming()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        boolean key = System.getenv("OPENAI_API_KEY") != null;
        CountDownLatch stopped = new CountDownLatch(1);
        try (FakeModels fakes = new FakeModels(pace);
                Site site = new Site(
                        port,
                        small != null ? small : key ? openai("gpt-4o-mini") : fakes.endpoint("small"),
                        large != null ? large : key ? openai("gpt-4o") : fakes.endpoint("large"),
                        budget)) {
            System.out.printf("http://127.0.0.1:%d/ shows answers as they grow%n", site.port());
            tellPort(site.port());
            Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "stop"));
            stopped.await();
        }
        return 0;
    }

    private static String openai(String model) {
        return "cascadeflow:openai:%s?transport=vertx&maxTokens=700".formatted(model);
    }

    private void tellPort(int listening) throws IOException {
        if (portFile != null) {
            // whole or not at all: somebody waits for it
            Path written = Files.writeString(
                    portFile.resolveSibling(portFile.getFileName() + ".new"), String.valueOf(listening));
            Files.move(written, portFile, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
