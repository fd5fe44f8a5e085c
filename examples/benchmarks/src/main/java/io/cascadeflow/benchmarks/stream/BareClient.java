package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.benchmarks.server.ServerProcess;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;

/** What there is without us: the JDK's client, reading lines, which are not even read as JSON. */
final class BareClient {

    private static final String CONTENT = "\"content\":\"";
    private static final String REQUEST =
            "{\"model\":\"stream-1\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Tell me something.\"}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final HttpRequest request;

    BareClient(ServerProcess server) {
        request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(REQUEST))
                .build();
    }

    /** Done when the answer is whole. */
    CompletableFuture<Void> ask(Receipts receipts) {
        return client.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines(receipts)))
                .thenAccept(response -> {});
    }

    private record Lines(Receipts receipts) implements Flow.Subscriber<String> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            int start = line.indexOf(CONTENT) + CONTENT.length();
            if (start >= CONTENT.length()) {
                receipts.text(line.substring(start, line.indexOf('"', start)).replace("\\n", "\n"));
            }
        }

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
