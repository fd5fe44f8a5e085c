package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A gateway on the loopback address, before a provider that is a fake, and a client of both. */
final class ServedGateway implements AutoCloseable {

    final FakeProvider provider = FakeProvider.start();
    final CamelContext camel = new DefaultCamelContext();
    final HttpClient http = HttpClient.newHttpClient();
    final CascadeFlowGateway gateway = new CascadeFlowGateway().port(0);

    /**
     * @param configuration in YAML; {@code PROVIDER} in it is where the fake one listens
     */
    ServedGateway(String configuration) {
        this(configuration, context -> {});
    }

    ServedGateway(String configuration, java.util.function.Consumer<CamelContext> prepare) {
        camel.getRegistry().bind("configuration", configuration.replace("PROVIDER", provider.uri() + "/v1"));
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
