package io.cascadeflow.wall;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;

import io.cascadeflow.camel.eip.CascadeDefinition;
import io.cascadeflow.wall.Scenario.Form;
import io.cascadeflow.wall.Trial.Way;
import org.apache.camel.builder.RouteBuilder;

/** The route of one trial. */
final class TrialRoute extends RouteBuilder {

    private final String from;
    private final Trial trial;
    private final Servers servers;
    private final String options;

    /** @param options of the endpoint of the faulty server, each with an ampersand before it */
    TrialRoute(String from, Trial trial, Servers servers, String options) {
        this.from = from;
        this.trial = trial;
        this.servers = servers;
        this.options = options;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        if (trial.way() == Way.DIRECT) {
            from(from).to(primary() + (isStreamed() ? "&streaming=true" : ""));
            return;
        }
        CascadeDefinition cascade = isStreamed() ? cascade(from(from)).streaming() : cascade(from(from));
        if (trial.way() == Way.CASCADE) {
            cascade.tier("small").to(primary()).tier("large").to(fallback());
        } else {
            // an answer that has to pass a check is not shown before it is whole
            cascade.tier("only").acceptWhen(body().isNotNull()).to(primary()).orTo(fallback());
        }
    }

    private boolean isStreamed() {
        return trial.form() == Form.STREAMED;
    }

    private String primary() {
        return "cascadeflow:%s:primary?baseUrl=%s%s&apiKey=key&transport=%s%s%s"
                .formatted(
                        trial.dialect().provider(),
                        servers.primaryUrl(),
                        trial.dialect().base(),
                        trial.transport(),
                        patience(),
                        trial.dialect().options() + options);
    }

    /** In a tier of several endpoints the deadline of the whole call, which they share, bounds a reply in one piece. */
    private String patience() {
        long millis = trial.scenario().patience().toMillis();
        if (isStreamed()) {
            return "&firstTokenTimeout=%1$d&idleTimeout=%1$d&requestTimeout=%2$d".formatted(millis, 2 * millis);
        }
        return trial.way() == Way.FAIL_OVER ? "" : "&requestTimeout=" + millis;
    }

    private String fallback() {
        return "cascadeflow:compatible:fallback?baseUrl=" + servers.fallback().uri() + "/v1&transport="
                + trial.transport();
    }
}
