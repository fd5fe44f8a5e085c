package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.gateway.openai.ChatCompletionsApi;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.WireJson;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** From a client's socket through a cascade to a provider's, and back. */
@Timeout(60)
class DoorTest {

    private final FakeProvider provider = FakeProvider.start();
    private final CamelContext camel = new DefaultCamelContext();
    private final HttpClient client = HttpClient.newHttpClient();
    private int port;

    @BeforeEach
    void open() throws Exception {
        camel.getRegistry().bind("sure", (Gate) draft -> Assessment.of(0.9));
        camel.getRegistry().bind("prices", "models: {'compatible:small': {input: 1, output: 1}}");
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:prices");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:support"))
                        .gate("#sure")
                        .tier("small")
                        .acceptAbove(0.5)
                        .to("cascadeflow:compatible:small?apiKey=k&transport=jdk&baseUrl=" + provider.uri() + "/v1")
                        .end();
            }
        });
        VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
        server.setBindHost("127.0.0.1");
        server.setBindPort(0);
        VertxPlatformHttpServer http = new VertxPlatformHttpServer(server);
        camel.addService(http);
        camel.start();
        port = http.getPort();
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(camel, VertxPlatformHttpRouter.getRouterNameFromPort(0));
        AsyncProducer asks = camel.getEndpoint("direct:support").createAsyncProducer();
        asks.start();
        router.route(HttpMethod.POST, "/v1/chat/completions")
                .handler(router.bodyHandler())
                .handler(new Door(camel, asks, new ChatCompletionsApi(Clock.systemUTC())));
    }

    @AfterEach
    void close() {
        camel.stop();
        provider.close();
    }

    private HttpResponse<Stream<String>> post(String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/chat/completions"))
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofLines());
    }

    @Test
    void aQuestionIsAnswered() throws Exception {
        provider.answer(FakeModel.saying("small-2026", "It is Paris.")::answer);

        HttpResponse<Stream<String>> response =
                post("{\"model\":\"support\",\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}");
        String body = String.join("", response.body().toList());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(WireJson.parse(body).at("/choices/0/message/content").asText())
                .isEqualTo("It is Paris.");
    }

    @Test
    void aStreamIsAnswered() throws Exception {
        provider.answer(FakeModel.saying("small-2026", "It is Paris.")::answer);

        List<String> lines =
                post("{\"model\":\"support\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}")
                        .body()
                        .filter(line -> !line.isEmpty())
                        .toList();

        assertThat(lines.get(lines.size() - 1)).isEqualTo("data: [DONE]");
        StringBuilder said = new StringBuilder();
        for (String line : lines.subList(0, lines.size() - 1)) {
            said.append(WireJson.parse(line.substring("data: ".length()))
                    .at("/choices/0/delta/content")
                    .asText());
        }
        assertThat(said).hasToString("It is Paris.");
    }

    @Test
    void aRequestThatCannotBeServedNamesWhatIsWrong() throws Exception {
        HttpResponse<Stream<String>> response =
                post("{\"model\":\"support\",\"n\":3,\"messages\":[{\"role\":\"user\",\"content\":\"What?\"}]}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(String.join("", response.body().toList())).contains("n=3");
    }
}
