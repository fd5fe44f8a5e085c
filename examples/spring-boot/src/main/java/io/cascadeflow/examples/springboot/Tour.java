package io.cascadeflow.examples.springboot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.PrintStream;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Once the application is up: asks it five questions, and shows what an operator sees of them. Switched off by {@code --tour=false}. */
@Component
@ConditionalOnProperty(name = "tour", matchIfMissing = true)
final class Tour {

    private static final List<String> QUESTIONS = List.of(
            "What is the capital of France?",
            "What is 17 * 23?",
            "A train goes 60 km/h for 2.5 hours. How far does it go?",
            "Is 91 a prime number?",
            "What is a ledger?");

    private static final String ROW = "%-56s %-6s %-10s %12s  %s%n";

    private final PrintStream out = System.out;
    private final boolean stays;

    /** @param stays whether the application goes on after it */
    Tour(@Value("${tour.stays:true}") boolean stays) {
        this.stays = stays;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        ConfigurableApplicationContext application = event.getApplicationContext();
        int port = ((WebServerApplicationContext) application).getWebServer().getPort();
        RestClient here = RestClient.create("http://127.0.0.1:" + port);
        asked(here);
        actuator(here);
        metrics(here);
        if (stays) {
            out.printf(
                    "%nIt goes on: curl -d 'Is 91 a prime number?' -H 'content-type: text/plain' localhost:%d/ask%n",
                    port);
        } else {
            // not from the thread that starts it
            new Thread(() -> SpringApplication.exit(application), "tour-end").start();
        }
    }

    private void asked(RestClient here) {
        out.println();
        out.printf(ROW, "POST /ask", "tier", "outcome", "cost in USD", "thread");
        for (String question : QUESTIONS) {
            ResponseEntity<String> answer = here.post()
                    .uri("/ask")
                    .header("x-tenant", "acme")
                    .body(question)
                    .retrieve()
                    .toEntity(String.class);
            out.printf(
                    ROW,
                    question,
                    header(answer, "x-tier"),
                    header(answer, "x-outcome"),
                    header(answer, "x-cost-usd"),
                    header(answer, "x-thread"));
            out.println("    " + answer.getBody());
        }
    }

    private static String header(ResponseEntity<String> answer, String name) {
        String value = answer.getHeaders().getFirst(name);
        return value == null ? "-" : value;
    }

    private void actuator(RestClient here) {
        out.printf("%nGET /actuator/cascadeflow/budgets%n");
        for (JsonNode budget : json(here, "budgets")) {
            out.printf(
                    "    %s: %s of %s USD used%n",
                    budget.path("name").asText(),
                    budget.path("usedUsd").isNull()
                            ? "an account for each, up to the limit"
                            : budget.path("usedUsd").asText(),
                    budget.path("limitUsd").asText());
        }
        out.printf("%nGET /actuator/cascadeflow/decisions/{id}, of the latest%n");
        String latest = json(here, "decisions?most=1").path(0).path("id").asText();
        json(here, "decisions/" + latest).path("story").forEach(line -> out.println("    " + line.asText()));
    }

    private static JsonNode json(RestClient here, String path) {
        JsonNode json =
                here.get().uri("/actuator/cascadeflow/" + path).retrieve().body(JsonNode.class);
        return json == null ? NullNode.instance : json;
    }

    private void metrics(RestClient here) {
        out.printf("%nGET /actuator/prometheus, some of it%n");
        text(here, "/actuator/prometheus")
                .lines()
                .filter(line -> line.matches("cascadeflow_(decisions|cost|budget_used|records).*"))
                .forEach(line -> out.println("    " + line));
        out.printf(
                "%nGET /actuator/health: %s%n",
                text(here, "/actuator/health").replaceAll(".*?\"status\":\"(\\w+)\".*", "$1"));
    }

    private static String text(RestClient here, String path) {
        String text = here.get().uri(path).retrieve().body(String.class);
        return text == null ? "" : text;
    }
}
