package io.cascadeflow.examples.gateway.conformance;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * A client that nobody here wrote, in the words of these tests. What goes wrong is told as an {@link SdkFailure}. It makes its
 * client anew for each call, as its people's documentation says.
 */
interface Sdk extends AutoCloseable {

    /** As its people call it. */
    String name();

    String version();

    /** Why it cannot be asked here; empty when it can. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Which of the gateway's APIs it speaks. */
    Dialect dialect();

    /** What is tried with the client's other API. */
    Map<Feature, String> OTHER_API = Map.of(
            Feature.MODELS, "tried beside Chat Completions",
            Feature.MODEL, "tried beside Chat Completions",
            Feature.EMBEDDINGS, "tried beside Chat Completions");

    /** What the client itself has not, and so nobody can ask the gateway by it; with the reason. */
    Map<Feature, String> lacks();

    Said ask(Door door, Task task);

    Said stream(Door door, Task task);

    /** Takes the first piece of a stream, and leaves. */
    void leave(Door door, Task task);

    /** As many clients as there are tasks ask at once. */
    default List<Said> askAtOnce(Door door, List<Task> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            Stream<CompletableFuture<Said>> asked =
                    tasks.stream().map(task -> CompletableFuture.supplyAsync(() -> ask(door, task), threads));
            return asked.toList().stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    @Override
    default void close() {}

    /** One that lists models. */
    interface Lists {
        List<String> models(Door door);
    }

    /** One that asks for one model. */
    interface Finds {

        /** The id that the client is told of the model of this name. */
        String model(Door door, String model);
    }

    /** One that has tokens counted. */
    interface Counts {
        long count(Door door, Task task);
    }

    /** One that has vectors made. */
    interface Embeds {
        List<List<Double>> embed(Door door, String model, List<String> texts);
    }

    /** The gateway's APIs. */
    enum Dialect {
        OPENAI,
        ANTHROPIC
    }

    /**
     * Where a client asks.
     *
     * @param root of the gateway, without a slash at the end
     * @param retries how often the client asks again by itself
     */
    record Door(String root, String key, int retries) {}
}
