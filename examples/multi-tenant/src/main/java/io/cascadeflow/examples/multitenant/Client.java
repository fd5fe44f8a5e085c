package io.cascadeflow.examples.multitenant;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A tenant's application, which speaks OpenAI's API, and keeps what it got. Thread-safe. */
final class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI gateway;
    private final String key;
    private final List<Answer> answers = new ArrayList<>();

    Client(HttpClient http, URI gateway, String key) {
        this.http = http;
        this.gateway = gateway;
        this.key = key;
    }

    CompletableFuture<Answer> ask(String model, String question, Map<String, String> headers) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("model", model).put("max_tokens", 50);
        body.putArray("messages").addObject().put("role", "user").put("content", question);
        HttpRequest.Builder request = request("/v1/chat/completions")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(Answer::of)
                .thenApply(this::keep);
    }

    Answer ask(String model, String question) {
        return ask(model, question, Map.of()).join();
    }

    /** Whom it may ask, by the gateway's own list. */
    List<String> models() {
        return http.sendAsync(request("/v1/models").build(), BodyHandlers.ofString())
                .thenApply(Answer::of)
                .join()
                .body()
                .path("data")
                .findValuesAsText("id");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(PATIENCE).header("authorization", "Bearer " + key);
    }

    private synchronized Answer keep(Answer answer) {
        answers.add(answer);
        return answer;
    }

    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }
}
