package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.pricing.Usd;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard over HTTP: for the admin only, and what it says is what is on the ledger and on record. */
@Timeout(60)
class DashboardOverHttpTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}, 'compatible:large': {input: 10, output: 10}}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
                  - {name: large, uri: 'LARGE'}
            budgets:
              - {name: company, limit: 5, window: day, zone: UTC}
              - {name: tenants, limit: 1, window: day, zone: UTC, per: tenant}
            ledger: {url: 'jdbc:h2:file:DIRECTORY/ledger'}
            audit: {jdbc: true, content: full}
            gateway:
              dashboard: ask
              keys: {database: true}
              admin: {key: '{{test.admin}}'}
            """;

    @TempDir
    private Path directory;

    private ServedGateway served;

    @BeforeEach
    void open() {
        served = ServedGateway.in(directory, CONFIGURATION);
    }

    @AfterEach
    void close() {
        served.close();
    }

    private HttpResponse<String> page(String page) {
        return served.get("/dashboard/" + page, "Cookie", "other=1; cascadeflow-admin=" + ADMIN);
    }

    private HttpResponse<String> form(String page, String form, String... headers) {
        HttpRequest.Builder request =
                served.request("/dashboard/" + page).header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return served.send(request.POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private void ask(String question) {
        String key = served.key("{\"tenant\":\"acme\"}").path("key").asText();
        HttpResponse<String> answered = served.ask(key, "cascadeflow/support", question);
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
    }

    private Usd onTheLedger() {
        return served.lines().stream()
                .map(entry -> entry.posting().settled().usd())
                .reduce(Usd.ZERO, Usd::plus);
    }

    private static String value(Usd amount) {
        return "value=\"%s\""
                .formatted(amount.toBigDecimal().stripTrailingZeros().toPlainString());
    }

    @Test
    void whoeverHasNoKeyIsAskedForIt() {
        HttpResponse<String> response = served.get("/dashboard/overview");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.body()).contains("Admin key", "action=\"login\"").doesNotContain("Spent");
        assertThat(served.get("/dashboard/overview", "Cookie", "cascadeflow-admin=wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(served.get("/dashboard/overview", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(form("playground", "question=a&cascade=support").statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoeverGivesTheKeyIsLetInUntilSignedOut() {
        HttpResponse<String> wrong = form("login", "key=cfadmin_wrong");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("set-cookie")).isEmpty();

        HttpResponse<String> right = form("login", "key=" + ADMIN);
        assertThat(right.statusCode()).isEqualTo(303);
        assertThat(right.headers().firstValue("location")).hasValue("overview");
        assertThat(right.headers().firstValue("set-cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .contains("HttpOnly", "SameSite=Strict")
                        .doesNotContain("Path", "Max-Age"));
        assertThat(page("overview").statusCode()).isEqualTo(200);
        assertThat(form("logout", "").headers().firstValue("set-cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie).contains("cascadeflow-admin=;", "Max-Age=0"));
    }

    @Test
    void aKeyThatWouldBreakTheCookieIsWrong() {
        HttpResponse<String> response = form("login", "key=a%3B%20Path%3D%2F%0D%0ASet-Cookie%3A%20b%3Dc");

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void whoGuessesWaits() {
        HttpResponse<String> last = form("login", "key=guess");
        for (int i = 0; i < 40; i++) {
            last = form("login", "key=guess" + i);
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("retry-after")).isPresent();
        assertThat(last.body()).contains("Too many wrong keys");
    }

    @Test
    void aFormOfAnotherSiteIsRefused() {
        HttpResponse<String> response = form("login", "key=" + ADMIN, "Sec-Fetch-Site", "cross-site");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(response.headers().map()).doesNotContainKey("set-cookie");
    }

    @Test
    void theDashboardItselfLeadsToTheOverview() {
        HttpResponse<String> response = served.get("/dashboard", "Cookie", "cascadeflow-admin=" + ADMIN);

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("location")).hasValue("dashboard/overview");
        assertThat(page("nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void nothingInlineAndNothingOfOthers() {
        HttpResponse<String> response = page("overview");

        assertThat(response.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .startsWith("default-src 'none'")
                        .contains("frame-ancestors 'none'")
                        .doesNotContain("unsafe", "*", "http"));
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.body())
                .doesNotContain(" style=", "<style", " onclick", "javascript:", "http://", "https://")
                .contains("uplot.js");
        for (String asset : List.of("dashboard.css", "dashboard.js", "uplot.js", "uplot.css", "icon.svg")) {
            HttpResponse<String> file = served.get("/dashboard/" + asset);
            assertThat(file.statusCode()).as(asset).isEqualTo(200);
            assertThat(file.body()).as(asset).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "overview",
                "cascades",
                "budgets",
                "budgets?budget=tenants",
                "budgets?budget=tenants&value=nobody",
                "quality",
                "decisions",
                "decisions?tenant=nobody",
                "decision?id=none",
                "models",
                "playground",
                "overview?days=30",
                "overview?days=a"
            })
    void anEmptyStoreHasEveryPage(String page) {
        assertThat(page(page).statusCode()).as(page(page).body()).isEqualTo(200);
        assertThat(page(page).body()).doesNotContain("cannot be read");
    }

    @Test
    void spendingIsThatOfTheLedger() {
        ask("What is the capital of France?");
        ask("And of Italy?");

        String body = seen("overview", "Questions</h3><p class=\"number\"><data value=\"2\"");
        assertThat(onTheLedger()).isNotEqualTo(Usd.ZERO);
        assertThat(body).contains("Spent</h3><p class=\"number\"><data " + value(onTheLedger()));
    }

    /** Records are written and read a moment later. */
    private String seen(String page, String text) {
        for (int i = 0; ; i++) {
            String body = page(page).body();
            if (body.contains(text) || i == 60) {
                assertThat(body).contains(text);
                return body;
            }
            LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
        }
    }

    private String token() {
        Matcher token = Pattern.compile("name=\"token\" value=\"([0-9a-f]{64})\"")
                .matcher(page("playground").body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private HttpResponse<String> play(String form) {
        return form("playground", form, "Cookie", "cascadeflow-admin=" + ADMIN);
    }

    @Test
    void thePlaygroundAsksAndTellsTheStory() {
        String body = play("cascade=support&question=What%3F&token=" + token()).body();

        assertThat(body).contains("It is Paris.", "What happened", "compatible:small");
        assertThat(served.provider.requests()).hasSize(1);
        String decisions = seen("decisions?tenant=dashboard", "Story of ");
        Matcher id = Pattern.compile("decision\\?id=([^\"]+)").matcher(decisions);
        assertThat(id.find()).isTrue();
        String story = page("decision?id=" + id.group(1)).body();
        assertThat(story)
                .contains(
                        "tier &#39;small&#39; asked compatible:small",
                        "Holds and settlements",
                        "What?",
                        "It is Paris.");
        assertThat(story)
                .contains("On the ledger: <data " + value(onTheLedger()))
                .contains("on record: <data " + value(onTheLedger()));
    }

    @Test
    void aFormWithoutItsTokenAsksNobody() {
        for (String token : List.of("", "&token=", "&token=" + "0".repeat(64))) {
            assertThat(play("cascade=support&question=What%3F" + token).body()).contains("nothing was asked");
        }
        String token = token();
        assertThat(play("cascade=nobody&question=What%3F&token=" + token).body())
                .contains("nothing was asked");
        assertThat(play("cascade=support&question=%20&token=" + token).body()).contains("nothing was asked");
        assertThat(served.provider.requests()).isEmpty();
    }

    @Test
    void whereItOnlyLooksThereIsNoPlayground() {
        served.close();
        served = ServedGateway.in(
                directory.resolve("other"), CONFIGURATION.replace("dashboard: ask", "dashboard: look"));

        assertThat(page("overview").body()).doesNotContain("Playground");
        assertThat(page("playground").statusCode()).isEqualTo(404);
        assertThat(play("cascade=support&question=What%3F").statusCode()).isEqualTo(404);
    }

    @Test
    void whereItIsOffThereIsNothing() {
        served.close();
        served =
                ServedGateway.in(directory.resolve("other"), CONFIGURATION.replace("dashboard: ask", "dashboard: off"));

        assertThat(page("overview").statusCode()).isEqualTo(404);
        assertThat(served.get("/dashboard").statusCode()).isEqualTo(404);
    }

    @Test
    void whatOthersWroteIsOnlyText() {
        String script = "<script>alert(1)</script>\u202Eabc \u05e9\u05dc\u05d5\u05dd \" ' &";
        served.answer(script);
        String encoded = URLEncoder.encode(script, StandardCharsets.UTF_8);
        String body = play("cascade=support&question=" + encoded + "&token=" + token())
                .body();

        assertThat(body).doesNotContain("<script>alert").contains("&lt;script&gt;alert(1)&lt;/script&gt;");
        seen("decisions?tenant=dashboard", "Story of ");
        for (String page : List.of(
                "decisions?tenant=" + encoded,
                "decisions?from=" + encoded,
                "decisions?after=" + encoded,
                "decision?id=" + encoded,
                "budgets?budget=tenants&value=" + encoded,
                "budgets?budget=tenants&after=" + encoded + "&settled=5",
                encoded.replace("+", "%20"))) {
            HttpResponse<String> answer = page(page);
            assertThat(answer.statusCode()).as(page).isIn(200, 404);
            assertThat(answer.body()).as(page).doesNotContain("<script>alert");
        }
    }

    @Test
    void budgetsModelsAndCascadesSayWhatTheLedgerSays() {
        ask("What is the capital of France?");
        ask("And of Italy?");
        seen("overview", "Questions</h3><p class=\"number\"><data value=\"2\"");

        String spent = value(onTheLedger());
        assertThat(seen("budgets", "Settled <data " + spent)).contains("Who spends: one account for each tenant");
        assertThat(seen("budgets?budget=tenants", "<bdi dir=\"auto\">acme</bdi></th><td><data " + spent))
                .doesNotContain("self-test");
        assertThat(page("models").body()).contains("compatible:small", "$1 in, $1 out (configured)", "<data " + spent);
        assertThat(page("cascades").body())
                .contains("small: asked 2 times", "2 answers given, 0 not", "<data " + spent);
        assertThat(page("decisions").body()).contains("acme", "accepted");
    }
}
