package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A gateway on the loopback address, before a provider that is a fake, and a client of both. */
final class ServedGateway implements AutoCloseable {

    static final String ADMIN = "cfadmin_for_this_test_only_0123456789abcdef";

    private static final String MODEL =
            "cascadeflow:compatible:%s?apiKey=k&transport=jdk&maxRetries=0&baseUrl=PROVIDER";

    final FakeProvider provider = FakeProvider.start();
    final CamelContext camel = new DefaultCamelContext();
    final HttpClient http = HttpClient.newHttpClient();
    final CascadeFlowGateway gateway = new CascadeFlowGateway().port(0);

    /**
     * @param configuration in YAML; {@code SMALL} and {@code LARGE} in it are endpoints of the fake provider, which listens at
     *     {@code PROVIDER}; {@code test.admin} is {@link #ADMIN}
     */
    ServedGateway(String configuration) {
        this(configuration, context -> {});
    }

    ServedGateway(String configuration, java.util.function.Consumer<CamelContext> prepare) {
        String filled = configuration
                .replaceAll("\\bSMALL\\b", MODEL.formatted("small"))
                .replaceAll("\\bLARGE\\b", MODEL.formatted("large"))
                .replace("PROVIDER", provider.uri() + "/v1");
        camel.getRegistry().bind("configuration", filled);
        camel.getPropertiesComponent().addInitialProperty("test.admin", ADMIN);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:configuration");
        prepare.accept(camel);
        try {
            camel.addRoutes(gateway);
            camel.start();
        } catch (Exception e) {
            close();
            throw new IllegalStateException(e);
        }
    }

    /** One that keeps its ledger in a folder, the place of which is {@code DIRECTORY} in the configuration, and has an answer. */
    static ServedGateway in(Path directory, String configuration) {
        ServedGateway served = new ServedGateway(configuration.replace("DIRECTORY", directory.toString()));
        served.answer("It is Paris.");
        return served;
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    void answer(String text) {
        provider.answer(FakeModel.saying("small-2026", text)::answer);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
        return send(headers(request, headers).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A client's key, as the admin gets it: what is wanted of it is JSON. */
    JsonNode key(String wanted) {
        HttpResponse<String> made = post("/admin/keys", wanted, "Authorization", "Bearer " + ADMIN);
        if (made.statusCode() != 201) {
            throw new IllegalStateException("no key was made: %d %s".formatted(made.statusCode(), made.body()));
        }
        return json(made);
    }

    /** Asks a question of a hundred tokens at most. */
    HttpResponse<String> ask(String key, String model, String question) {
        String body = "{\"model\":\"%s\",\"max_tokens\":100,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, question);
        return post("/v1/chat/completions", body, "Authorization", "bearer " + key);
    }

    /** The newest lines of the ledger, without those of its own test. */
    List<LedgerEntry> lines() {
        return CascadeFlowBudgets.in(camel)
                .ledger()
                .entries(Instant.EPOCH, Instant.now().plusSeconds(60), 0, 1_000)
                .stream()
                .filter(line -> !line.call().model().toString().equals(CascadeFlowBudgets.SELF_TEST))
                .toList();
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(headers(request(path), headers).GET());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofSeconds(20));
    }

    private static HttpRequest.Builder headers(HttpRequest.Builder request, String... headers) {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return WireJson.parse(response.body());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** The data of an event stream. */
    static List<String> data(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    @Override
    public void close() {
        camel.stop();
        provider.close();
    }
}
