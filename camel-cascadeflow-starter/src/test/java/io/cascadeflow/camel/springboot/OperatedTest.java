package io.cascadeflow.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.camel.CascadeFlowConstants;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.test.spring.junit5.CamelSpringBootTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What operators see of an application: the Actuator's endpoint, health and metrics; ledger and audit trail in its DataSource. */
@CamelSpringBootTest
@AutoConfigureObservability
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.config.additional-location=classpath:operated.yaml",
            "spring.datasource.url=jdbc:h2:mem:operated",
            "camel.component.cascadeflow.max-price-age-days=1",
            "management.endpoints.web.exposure.include=cascadeflow,health,prometheus",
            "management.endpoint.health.show-details=always"
        })
class OperatedTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {}

    @LocalServerPort
    private int port;

    @Autowired
    private CamelContext camel;

    @Autowired
    private ProducerTemplate template;

    @Autowired
    private DataSource dataSource;

    private String id = "";

    @BeforeEach
    void ask() {
        Exchange answer = template.request("cascadeflow:cascade:my-support", question -> {
            question.getMessage().setBody("What is 2 * 3?");
            question.getMessage().setHeader(CascadeFlowConstants.TENANT, "acme");
        });
        assertThat(answer.getException()).isNull();
        id = answer.getMessage().getHeader(CascadeFlowConstants.DECISION_ID, String.class);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, path)))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void everythingAtAGlance() throws Exception {
        JsonNode overview = json("cascadeflow");

        JsonNode cascade = overview.path("cascades").get(0);
        assertThat(cascade.path("name").asText()).isEqualTo("my-support");
        assertThat(cascade.path("calls").asLong()).isPositive();
        assertThat(cascade.path("tiers").get(0).path("acceptAbove").asDouble()).isEqualTo(0.75);
        assertThat(overview.path("models").path("scripted:small").asBoolean()).isTrue();
        JsonNode budget = overview.path("budgets").get(0);
        assertThat(budget.path("name").asText()).isEqualTo("company");
        assertThat(budget.path("usedUsd").asText()).startsWith("0.0");
        assertThat(budget.path("limitUsd").asText()).isEqualTo("900");
        assertThat(overview.path("ledger").path("writable").asBoolean()).isTrue();
        assertThat(overview.path("audit").has("jdbc")).isTrue();
    }

    @Test
    void eachPartForItself() throws Exception {
        assertThat(json("cascadeflow/cascades")).hasSize(1);
        assertThat(json("cascadeflow/budgets")).hasSize(1);
        assertThat(json("cascadeflow/models").has("scripted:small")).isTrue();
        assertThat(json("cascadeflow/ledger").has("holds")).isTrue();
        assertThat(json("cascadeflow/learning").has("compared")).isTrue();
        assertThat(json("cascadeflow/audit").has("jdbc")).isTrue();
        assertThat(json("cascadeflow/gates")
                        .path("my-support")
                        .path("small")
                        .path("profile")
                        .asText())
                .isEqualTo("first-gate");
        assertThat(json("cascadeflow/explain?cascade=my-support&tenant=acme")
                        .get(0)
                        .asText())
                .startsWith("budget 'company' applies");
        assertThat(get("cascadeflow/nothing").statusCode()).isEqualTo(404);
        assertThat(get("cascadeflow/explain?cascade=nobody").statusCode()).isEqualTo(400);
    }

    @Test
    void whatTheRulesWouldMakeOfAQuestionIsExplained() throws Exception {
        JsonNode lines = json("cascadeflow/explain?cascade=my-support&tenant=acme");
        assertThat(lines.get(1).asText())
                .isEqualTo("rule 'eu' does not apply, since header.region is eu: header.region is not known");
        JsonNode explained = new ObjectMapper()
                .readTree(post(
                                "cascadeflow/explain",
                                "{\"cascade\": \"my-support\", \"headers\": \"region=eu\", \"question\": \"my cat?\"}")
                        .body());
        assertThat(explained.path("plan").toString()).isEqualTo("[\"small\"]");
        assertThat(explained.path("rules").get(0).path("applied").asText()).isEqualTo("yes");
        assertThat(explained.toString()).doesNotContain("my cat");
        assertThat(post("cascadeflow/explain", "{\"cascade\": \"my-suport\"}").statusCode())
                .isEqualTo(400);
        assertThat(post("cascadeflow/explain", "{}").statusCode()).isEqualTo(400);
        assertThat(post("cascadeflow/explain", "{\"cascade\": \"my-support\", \"headers\": \"region\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("cascadeflow/budgets", "{\"cascade\": \"my-support\"}").statusCode())
                .isEqualTo(400);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/actuator/%s".formatted(port, path)))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    @Test
    void theLatestDecisionsAndTheStoryOfOne() throws Exception {
        JsonNode latest = json("cascadeflow/decisions?tenant=acme&cascade=my-support&most=1");
        assertThat(latest).hasSize(1);
        assertThat(latest.get(0).path("id").asText()).isEqualTo(id);
        assertThat(latest.toString()).doesNotContain("What is 2");
        assertThat(json("cascadeflow/decisions?tenant=globex")).isEmpty();
        assertThat(json("cascadeflow/decisions?outcome=failed")).isEmpty();
        assertThat(get("cascadeflow/decisions?most=0").statusCode()).isEqualTo(400);
        assertThat(get("cascadeflow/decisions?most=many").statusCode()).isEqualTo(400);

        JsonNode story = json("cascadeflow/decisions/" + id).path("story");
        assertThat(story.get(0).asText()).startsWith("cascade 'my-support' escalated");
        assertThat(story.get(1).asText())
                .startsWith("tier 'small' took")
                .contains("; not taken: confidence 0.379 is below");
        assertThat(story.get(2).asText()).startsWith("tier 'large' took").contains("; taken: ");
        assertThat(story.get(3).asText()).startsWith("all together cost 0.");
        assertThat(get("cascadeflow/decisions/nobody").statusCode()).isEqualTo(404);
        assertThat(get("cascadeflow/budgets/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void aDecisionThatIsNoLongerRememberedIsFoundOnRecord() throws Exception {
        String first = id;
        for (int i = 0; i < 210; i++) {
            ask();
        }
        assertThat(json("cascadeflow/decisions?most=1000")).hasSize(200);
        assertThat(json("cascadeflow/decisions/" + first).path("story").get(0).asText())
                .startsWith("cascade 'my-support' escalated");
    }

    @Test
    void ledgerAndAuditTrailAreInTheApplicationsDatabase() throws Exception {
        JdbcClient database = JdbcClient.create(dataSource);
        assertThat(database.sql("SELECT COUNT(*) FROM cascadeflow_entry")
                        .query(Long.class)
                        .single())
                .isPositive();
        assertThat(json("cascadeflow/audit").path("jdbc").has("written")).isTrue();
    }

    @Test
    void healthNamesEachPartAndOldPricesCallForAttentionOnly() throws Exception {
        JsonNode health = json("health");
        assertThat(health.path("components").path("cascadeflow").path("status").asText())
                .isEqualTo("UP");
        JsonNode parts = health.path("components").path("cascadeflow").path("components");
        for (String part :
                Map.of("providers", 1, "ledger", 1, "audit", 1, "gates", 1).keySet()) {
            assertThat(parts.path(part).path("status").asText()).as(part).isEqualTo("UP");
        }
        assertThat(parts.path("configuration").path("status").asText()).isEqualTo("UP");
        assertThat(parts.path("prices").path("status").asText()).isEqualTo("ATTENTION");
        assertThat(parts.path("prices").path("details").path("message").asText())
                .contains("maxPriceAgeDays=1");
    }

    @Test
    void metricsAreScraped() throws Exception {
        String scraped = get("prometheus").body();
        assertThat(scraped)
                .contains("cascadeflow_decisions_total{cascade=\"my-support\",outcome=\"escalated\",tier=\"large\"}")
                .contains("gen_ai_client_operation_duration_seconds_bucket")
                .contains("cascadeflow_budget_used_usd{budget=\"company\"}")
                .contains("cascadeflow_records_total{result=\"written\",sink=\"jdbc\"}");
    }
}
