package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway at the server that an application's own routes are served by. */
@Timeout(60)
class PlatformHttpTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'cascadeflow:compatible:small?apiKey=k&transport=jdk&maxRetries=0&baseUrl=PROVIDER'}
            gateway: {limits: {body: 64KB}}
            """;
    private static final Duration SOON = Duration.ofSeconds(10);

    private final FakeProvider provider = FakeProvider.start();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;

    @AfterEach
    void close() {
        camel.stop();
        provider.close();
    }

    private void start(String host, String path, CascadeFlowGateway gateway) throws Exception {
        configure(CONFIGURATION);
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(host);
        configuration.setBindPort(0);
        configuration.setPath(path);
        VertxPlatformHttpServer server = new VertxPlatformHttpServer(configuration);
        camel.addService(server);
        camel.addRoutes(gateway);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("platform-http:/orders").setBody(constant("three orders"));
            }
        });
        camel.start();
        port = server.getPort();
    }

    private void configure(String configuration) {
        camel.getRegistry().bind("configuration", configuration.replace("PROVIDER", provider.uri() + "/v1"));
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:configuration");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpRequest question(String path, boolean streamed) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"model\":\"cascadeflow/support\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}"
                                .formatted(streamed)))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aQuestionIsAnsweredBesideTheRoutesOfTheApplication() throws Exception {
        start("127.0.0.1", "/", new CascadeFlowGateway().onPlatformHttp());
        provider.answer(FakeModel.saying("small-2026", "It is Paris.")::answer);

        HttpResponse<String> answer = send(question("/v1/chat/completions", false));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("It is Paris.");
        assertThat(answer.headers().map()).containsKeys("x-request-id", "x-cascadeflow-cost-usd");
        assertThat(send(request("/orders").build()).body()).isEqualTo("three orders");
        assertThat(send(request("/v1/nothing").build()).headers().map()).doesNotContainKey("x-request-id");
    }

    @Test
    void aStreamGoesOutAsItComes() throws Exception {
        start("127.0.0.1", "/", new CascadeFlowGateway().onPlatformHttp());
        // the second token is five seconds away: whoever gets the first did not wait for the end
        provider.answer(FakeModel.saying("small-2026", "one two").every(Duration.ofSeconds(5))::answer);

        HttpResponse<java.io.InputStream> answer =
                http.send(question("/v1/chat/completions", true), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).startsWith("data: ");
            assertThat(provider.hangUps()).isEmpty();
        }
        assertThat(provider.awaitAbandoned(SOON)).as("the client left").isTrue();
    }

    @Test
    void pathsAreCountedFromTheServersOwn() throws Exception {
        start("127.0.0.1", "/api", new CascadeFlowGateway().onPlatformHttp());
        provider.answer(FakeModel.saying("small-2026", "It is Paris.")::answer);

        assertThat(send(question("/api/v1/chat/completions", false)).body()).contains("It is Paris.");
        assertThat(send(request("/api/orders").build()).body()).isEqualTo("three orders");
        assertThat(send(question("/v1/chat/completions", false)).statusCode()).isEqualTo(404);
    }

    @Test
    void withoutKeysItIsNotServedToOtherMachines() {
        assertThatThrownBy(() -> start("0.0.0.0", "/", new CascadeFlowGateway().onPlatformHttp()))
                .hasStackTraceContaining("the address of platform-http is 0.0.0.0, and no key is configured");
    }

    @Test
    void anAddressOfItsOwnIsRefused() {
        assertThatThrownBy(() -> start(
                        "127.0.0.1",
                        "/",
                        new CascadeFlowGateway().onPlatformHttp().port(8081)))
                .hasStackTraceContaining("take out gateway.host, gateway.port and gateway.tls");
    }

    @Test
    void withoutThatServerItDoesNotStart() {
        configure(CONFIGURATION);
        assertThatThrownBy(() -> {
                    camel.addRoutes(new CascadeFlowGateway().onPlatformHttp());
                    camel.start();
                })
                .hasStackTraceContaining("the gateway needs the one Vert.x server of platform-http, and there are 0");
    }
}
