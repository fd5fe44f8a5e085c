package io.cascadeflow.examples.multitenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.pricing.Usd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class MultiTenantTest {

    private static final String SCRIPTED = "cascadeflow:scripted:%s?source=classpath:answers.yaml&maxTokens=50";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... options) {
        return MultiTenant.run(new PrintWriter(out), new PrintWriter(err), options);
    }

    private static Served served() throws Exception {
        return new Served(0, SCRIPTED.formatted("small"), SCRIPTED.formatted("large"));
    }

    @Test
    void everythingIsKeptApart() throws Exception {
        int code = run("--json");

        assertThat(code).as("%s%s", out, err).isZero();
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.get("holds"))
                .hasSize(13)
                .allSatisfy(holds -> assertThat(holds.asBoolean()).isTrue());
        JsonNode globex = json.at("/tenants/globex");
        assertThat(globex.get("overBudget").asInt()).isPositive();
        assertThat(globex.get("spentUsd").decimalValue())
                .isPositive()
                .isLessThanOrEqualTo(globex.get("limitUsd").decimalValue());
        assertThat(json.at("/tenants/acme/answered").asInt())
                .isEqualTo(json.at("/tenants/acme/asked").asInt());
        assertThat(json.at("/tenants/acme/cached").asInt()).isEqualTo(1);
        assertThat(json.at("/tenants/initech/tooOften").asInt()).isPositive();
    }

    @Test
    void theTableSaysItForPeople() {
        assertThat(run()).isZero();

        assertThat(out.toString().lines())
                .anyMatch(line -> line.matches("globex +41 .* 0\\.0002"))
                .noneMatch(line -> line.startsWith("NO"));
    }

    /** The trials can fail. */
    @Test
    void whatIsNotKeptApartIsSaid() throws Exception {
        try (Served served = served()) {
            Report.Row spendsMore = new Report.Row("acme", 1, 1, 0, 0, 0, 0, Usd.of("0.001"), served.standing("acme"));

            assertThat(spendsMore.isRight()).as("the ledger has nothing of it").isFalse();
        }
        Report report = new Report(List.of(), Map.of("walls stand", false));
        assertThat(report.isSound()).isFalse();
        assertThat(report.text()).contains("NO   walls stand");
    }

    @Test
    void aKeyOfAnotherStartIsNoKey() throws Exception {
        String old;
        try (Served before = served()) {
            old = before.key("acme");
        }
        try (Served now = served()) {
            Answer answer = new Client(HttpClient.newHttpClient(), now.uri(), old).ask("cascadeflow/support", "Where?");

            assertThat(answer.status()).isEqualTo(401);
            assertThat(now.standing("acme").balance().used().usd()).isEqualTo(Usd.ZERO);
        }
    }

    @Test
    void theTrialsAreForTheScriptOnly() {
        assertThat(run("--small", "cascadeflow:openai:gpt-4o-mini")).isEqualTo(2);
        assertThat(err.toString()).contains("--serve");
    }
}
