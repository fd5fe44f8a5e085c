package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The dashboard in an application's own Tomcat, below the application's path and the gateway's. */
@Timeout(60)
@CamelSpringBootTest
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "server.address=127.0.0.1",
            "server.servlet.context-path=/shop",
            "cascadeflow.gateway.enabled=true",
            "provider=http://127.0.0.1:1/v1",
            "admin.key=" + DashboardInSpringBootTest.ADMIN,
            "camel.component.cascadeflow.configuration=classpath:dashboard.yaml"
        })
class DashboardInSpringBootTest {

    static final String ADMIN = "cfadmin_for_this_test_only_0123456789abcdef";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    private HttpRequest.Builder request(String page) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/shop/llm/dashboard" + page))
                .timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whoeverSignsInSeesEveryPage() throws Exception {
        assertThat(send(request("/overview")).statusCode()).isEqualTo(401);

        HttpResponse<String> in = send(request("/login")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("key=" + ADMIN)));
        assertThat(in.statusCode()).isEqualTo(303);
        String cookie = in.headers().firstValue("set-cookie").orElseThrow().split(";")[0];
        URI home = in.uri().resolve(in.headers().firstValue("location").orElseThrow());
        assertThat(home.getPath()).isEqualTo("/shop/llm/dashboard/overview");

        for (String page : List.of("overview", "cascades", "budgets", "quality", "decisions", "models")) {
            HttpResponse<String> shown = send(request("/" + page).header("Cookie", cookie));
            assertThat(shown.statusCode()).as(shown.body()).isEqualTo(200);
            assertThat(shown.body()).contains("<h1>").doesNotContain("cannot be read");
            assertThat(shown.headers().firstValue("content-security-policy")).isPresent();
        }
        assertThat(send(request("/dashboard.css")).statusCode()).isEqualTo(200);
        assertThat(send(request("").header("Cookie", cookie)).headers().firstValue("location"))
                .hasValue("dashboard/overview");
    }

    @Test
    void thePlaygroundHasToBeSwitchedOn() throws Exception {
        assertThat(send(request("/playground").header("Authorization", "Bearer " + ADMIN))
                        .statusCode())
                .isEqualTo(404);
    }
}
