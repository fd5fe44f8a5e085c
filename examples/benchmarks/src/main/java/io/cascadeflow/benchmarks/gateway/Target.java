package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Question;
import org.jspecify.annotations.Nullable;

/**
 * Who is asked, and what.
 *
 * @param process whose processor time is counted; absent where nobody stands between client and provider
 */
record Target(
        String name, int port, Question question, @Nullable ProcessFigures process) {

    private static final String PATH = "/v1/chat/completions";
    private static final String PROMPT =
            "Please say in thirty words why the sky is blue in the day, red at dusk, and black at night.";

    static Target ours(GatewayProcess gateway) {
        return new Target(
                "cascadeflow",
                gateway.port(),
                Question.post("whole", PATH, json(GatewayFolder.CASCADE)),
                gateway.figures());
    }

    static Target portkey(PortkeyProcess gateway, String provider) {
        String headers = "content-type: application/json\r\nx-portkey-provider: openai\r\nx-portkey-custom-host: "
                + provider + "\r\nauthorization: Bearer none\r\n";
        return new Target(
                "portkey",
                gateway.port(),
                Question.of(
                        "whole",
                        "POST",
                        PATH,
                        headers,
                        json("small").getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                gateway.figures());
    }

    static Target direct(int port) {
        return new Target("direct", port, Question.post("whole", PATH, json("small")), null);
    }

    private static String json(String model) {
        return "{\"model\":\"%s\",\"max_tokens\":200,\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, PROMPT);
    }
}
