package io.cascadeflow.examples.streaming;

import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** Two models behind a server on this machine, which stream over HTTP as OpenAI's do: the small one is unsure of primes. */
final class FakeModels implements AutoCloseable {

    private static final double SURE = -0.02;
    private static final double UNSURE = -1.6;

    private final Duration pace;
    private final FakeProvider server = FakeProvider.start();

    /** @param pace the time between two words */
    FakeModels(Duration pace) {
        this.pace = pace;
        server.answer(this::answer);
    }

    String endpoint(String model) {
        return "cascadeflow:compatible:%s?apiKey=none&transport=vertx&maxTokens=700&baseUrl=%s/v1"
                .formatted(model, server.uri());
    }

    FakeProvider server() {
        return server;
    }

    private FakeAnswer answer(FakeRequest request) {
        String asked = request.text();
        boolean small = asked.contains("\"small\"");
        String name = small ? "small" : "large";
        if (asked.contains("story")) {
            return saying(
                            name,
                            "Once upon a time there was a story that went on and on, and then on. ".repeat(30),
                            SURE)
                    .answer(request);
        }
        if (asked.contains("prime")) {
            return (small
                            ? saying(name, "Perhaps 91 is prime, or it may be divisible by something else.", UNSURE)
                            : saying(name, "No: 7 * 13 = 91, so 91 is not a prime number.", SURE))
                    .answer(request);
        }
        return saying(name, "The capital of France is Paris, and has been for a thousand years.", SURE)
                .answer(request);
    }

    private FakeModel saying(String name, String text, double logprob) {
        List<TokenLogprob> tokens = Arrays.stream(text.split("(?<= )"))
                .map(token -> new TokenLogprob(token, logprob, List.of()))
                .toList();
        return FakeModel.saying(name, Logprobs.of(tokens)).every(pace);
    }

    @Override
    public void close() {
        server.close();
    }
}
