package io.cascadeflow.examples.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.pricing.Usd;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class StreamingTest {

    private static final Duration PACE = Duration.ofMillis(60);
    private static final String PRIME = "{\"question\": \"Is 91 a prime number?\", \"drafts\": %s}";

    private final FakeModels fakes = new FakeModels(PACE);
    private final HttpClient http = HttpClient.newHttpClient();
    private Site site;

    @BeforeEach
    void open() throws Exception {
        site = site("1");
    }

    private Site site(String budget) throws Exception {
        return new Site(0, fakes.endpoint("small"), fakes.endpoint("large"), budget);
    }

    @AfterEach
    void close() {
        site.close();
        fakes.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(site.port(), path)))
                .timeout(Waiting.PATIENCE);
    }

    private HttpRequest asking(String type, String body) {
        return request("/answers")
                .header("content-type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, BodyHandlers.ofString());
    }

    private List<String> lines(String question, String begin) throws IOException, InterruptedException {
        return send(asking("application/json", question))
                .body()
                .lines()
                .filter(line -> line.startsWith(begin))
                .toList();
    }

    @Test
    void aDraftIsShownTakenBackAndFollowedByTheAnswer() throws Exception {
        List<String> events = lines(PRIME.formatted(true), "event: ");

        int back = events.indexOf("event: retract");
        assertThat(events.subList(0, back)).hasSizeGreaterThan(5).containsOnly("event: piece");
        assertThat(events.subList(back + 1, events.size() - 2))
                .hasSizeGreaterThan(5)
                .containsOnly("event: piece");
        assertThat(events.subList(events.size() - 2, events.size())).containsExactly("event: accept", "event: done");
    }

    @Test
    void whoDidNotAskForDraftsSeesNothingThatIsTakenBack() throws Exception {
        List<String> data = lines(PRIME.formatted(false), "data: ");

        assertThat(String.join("", data)).doesNotContain("erhaps", "divisible").contains("7 ", "13 ");
        assertThat(data.get(data.size() - 1)).contains("\"tiers\":\"small>large\"", "\"outcome\":\"escalated\"");
    }

    @Test
    void theAnswerComesAsItGrowsAndNotAtItsEnd() throws Exception {
        HttpResponse<InputStream> response =
                http.send(asking("application/json", PRIME.formatted(true)), BodyHandlers.ofInputStream());
        List<Long> times = new ArrayList<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: piece")) {
                    times.add(System.nanoTime());
                }
            }
        }

        assertThat(times).hasSizeGreaterThan(20);
        assertThat(Duration.ofNanos(times.get(times.size() - 1) - times.get(0)))
                .as("two dozen words, each of which takes its time")
                .isGreaterThan(PACE.multipliedBy(15));
    }

    @Test
    void aClientThatLeavesCancelsTheCall() throws Exception {
        HttpResponse<InputStream> response = http.send(
                asking("application/json", "{\"question\": \"Tell me a long story.\", \"drafts\": true}"),
                BodyHandlers.ofInputStream());
        assertThat(new String(response.body().readNBytes(100), StandardCharsets.UTF_8))
                .contains("event: piece");

        response.body().close();

        Waiting.isCancelled(site, fakes);
    }

    @Test
    void aSpentBudgetIsAnEventAndNoAnswer() throws Exception {
        site.close();
        site = site("0.00001");

        assertThat(send(asking("application/json", PRIME.formatted(true))).body())
                .contains("event: failed\ndata: {\"why\":\"the budget is spent\"}")
                .doesNotContain("event: done");
        assertThat(fakes.server().requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no JSON", "{}", "[]", "{\"question\": \" \"}", "{\"question\": 7.5e"})
    void whatIsNoQuestionIsRefused(String body) throws Exception {
        assertThat(send(asking("application/json", body)).statusCode()).isEqualTo(400);
    }

    @Test
    void aQuestionThatIsTooLongIsRefused() throws Exception {
        String body = "{\"question\": \"%s\"}".formatted("a".repeat(2_001));

        assertThat(send(asking("application/json", body)).statusCode()).isEqualTo(400);
        assertThat(fakes.server().requests()).isEmpty();
    }

    /** A form or a script of another page can send these without asking the server first. */
    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void whatAnyPageCanSendIsRefused(String type) throws Exception {
        assertThat(send(asking(type, PRIME.formatted(true))).statusCode()).isEqualTo(415);
        assertThat(Waiting.balance(site).used().usd()).isEqualTo(Usd.ZERO);
    }

    @Test
    void thePageRunsNothingButItsOwnFiles() throws Exception {
        HttpResponse<String> page = send(request("/").build());

        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("<script src=")
                .doesNotContainPattern("<script>|\\son[a-z]+=|style=|javascript:");
        assertThat(send(request("/page.js").build()).body()).doesNotContain("innerHTML", "eval(");
        assertThat(send(request("/nothing").build()).statusCode()).isEqualTo(404);
    }
}
