package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.FakeAnswer;
import java.net.http.HttpResponse;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule redacts reaches no server, at whatever door it came in, and the client gets it back. */
@Timeout(60)
class GuardsOverHttpTest {

    private static final String MAIL = "jane.roe@example.com";
    private static final Pattern TEXT = Pattern.compile("\"(?:text|content)\"\\s*:\\s*\"([^\"]*)\"");
    private static final String CONFIGURATION = """
            models:
              'compatible:small': {input: 1, output: 1}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
            policies:
              - {name: private, then: {redact: email}}
            gateway:
              embeddings: {vectors: 'SMALL'}
            """;

    private final ServedGateway served = new ServedGateway(CONFIGURATION);

    @AfterEach
    void close() {
        served.close();
    }

    private String told() {
        assertThat(served.provider.requests()).hasSize(1);
        return served.provider.requests().get(0).text();
    }

    /** Also where it comes in pieces. */
    private static String text(String body) {
        return TEXT.matcher(body).results().map(found -> found.group(1)).collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions| {`model`:`cascadeflow/support`,`messages`:[{`role`:`user`,`content`:`Write to MAIL.`}]}",
                "/v1/completions| {`model`:`cascadeflow/support`,`prompt`:`Write to MAIL.`}",
                "/v1/responses| {`model`:`cascadeflow/support`,`input`:`Write to MAIL.`}",
                "/v1/messages| {`model`:`cascadeflow/support`,`max_tokens`:50,`messages`:[{`role`:`user`,`content`:`Write to MAIL.`}]}",
                "/v1/messages| {`model`:`cascadeflow/support`,`max_tokens`:50,`stream`:true,`messages`:[{`role`:`user`,`content`:`Write to MAIL.`}]}",
            })
    void noServerIsToldAndTheClientGetsItBack(String path, String body) {
        served.answer("I wrote to <EMAIL_1>.");

        HttpResponse<String> answered = served.post(path, body.replace('`', '"').replace("MAIL", MAIL));

        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(text(answered.body())).contains("I wrote to " + MAIL + ".");
        assertThat(answered.body()).doesNotContain("EMAIL_1");
        assertThat(told()).contains("EMAIL_1").doesNotContain(MAIL, "jane");
    }

    @Test
    void noServerMakesVectorsOfIt() {
        served.provider.answer(FakeAnswer.json(200, """
                {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5]}],
                 "usage":{"prompt_tokens":7,"total_tokens":7}}"""));

        HttpResponse<String> answered =
                served.post("/v1/embeddings", "{\"model\":\"vectors\",\"input\":\"Write to %s.\"}".formatted(MAIL));

        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
        assertThat(told()).doesNotContain(MAIL, "jane");
    }
}
