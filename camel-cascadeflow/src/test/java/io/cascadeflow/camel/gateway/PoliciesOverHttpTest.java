package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.gateway.ServedGateway.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The operator's rules hold at every door. */
@Timeout(60)
class PoliciesOverHttpTest {

    private static final String CONFIGURATION = """
            models:
              'compatible:small': {input: 1, output: 1, tags: onprem}
              'compatible:large': {input: 10, output: 10}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL', acceptAbove: 0.99}
                  - {name: large, uri: 'LARGE'}
            policies:
              - {name: secrets-stay, when: "${body} contains 'secret'", then: {requireTags: onprem}}
              - {name: closed, when: "${body} contains 'forbidden'", then: {deny: true}}
              - {name: careful, when: {domain: medical}, then: {forceTier: large}}
              - {name: easy, when: {complexityBelow: 0.2, domain: tool}, then: {deny: true}}
            classify: {domain: {examples: shipped}}
            gateway:
              models: {'compatible:large': 'LARGE'}
              embeddings: {vectors: 'LARGE'}
            """;

    private final ServedGateway served = new ServedGateway(CONFIGURATION);

    @AfterEach
    void close() {
        served.close();
    }

    private HttpResponse<String> ask(String path, String body, String text) {
        served.answer("It is Paris.");
        return served.post(path, body.replace('`', '"').replace("TEXT", text));
    }

    private long askedLarge() {
        return served.provider.requests().stream()
                .filter(request -> request.text().contains("\"large\""))
                .count();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions| {`model`:`cascadeflow/support`,`messages`:[{`role`:`user`,`content`:`TEXT`}]}",
                "/v1/chat/completions| {`model`:`cascadeflow/support`,`stream`:true,`messages`:[{`role`:`user`,`content`:`TEXT`}]}",
                "/v1/chat/completions| {`model`:`compatible:large`,`messages`:[{`role`:`user`,`content`:`TEXT`}]}",
                "/v1/messages| {`model`:`cascadeflow/support`,`max_tokens`:50,`messages`:[{`role`:`user`,`content`:`TEXT`}]}",
                "/v1/responses| {`model`:`cascadeflow/support`,`input`:`TEXT`}",
                "/v1/completions| {`model`:`cascadeflow/support`,`prompt`:`TEXT`}",
                "/v1/embeddings| {`model`:`vectors`,`input`:`TEXT`}",
            })
    void aModelThatIsNotAllowedIsNotAskedAtAnyDoor(String path, String body) {
        ask(path, body, "nothing");
        assertThat(askedLarge()).as("without a rule").isPositive();
        long before = askedLarge();

        ask(path, body, "a secret");

        assertThat(askedLarge()).isEqualTo(before);
    }

    /** By the header, or in the body: either wins over what is found in the question. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/chat/completions| {`model`:`cascadeflow/support`,`messages`:[{`role`:`user`,`content`:`TEXT`}]HINT}",
                "/v1/chat/completions| {`model`:`cascadeflow/support`,`stream`:true,`messages`:[{`role`:`user`,`content`:`TEXT`}]HINT}",
                "/v1/messages| {`model`:`cascadeflow/support`,`max_tokens`:50,`messages`:[{`role`:`user`,`content`:`TEXT`}]HINT}",
                "/v1/responses| {`model`:`cascadeflow/support`,`input`:`TEXT`HINT}",
            })
    void aHintWinsOverWhatIsFoundAtEveryDoor(String path, String body) {
        String ill = "What are the symptoms of appendicitis, and which treatment does the doctor choose?";
        String plain = body.replace("HINT", "");

        assertThat(smallWasAsked(path, plain, ill)).isFalse();
        assertThat(smallWasAsked(path, plain, "Who painted Guernica?")).isTrue();
        assertThat(smallWasAsked(path, body.replace("HINT", ",`cascadeflow`:{`domain`:`code`}"), ill))
                .isTrue();
        assertThat(smallWasAsked(path, body.replace("HINT", ",`cascadeflow`:{`domain`:`medical`}"), "hi"))
                .isFalse();
        assertThat(ask(path, body.replace("HINT", ",`cascadeflow`:{`domain`:`tool`}"), "hi")
                        .statusCode())
                .isEqualTo(403);
        assertThat(ask(path, body.replace("HINT", ",`cascadeflow`:{`domain`:`tool`,`complexity`:`hard`}"), "hi")
                        .statusCode())
                .isEqualTo(200);
    }

    private boolean smallWasAsked(String path, String body, String text) {
        int before = served.provider.requests().size();
        assertThat(ask(path, body, text).statusCode()).isEqualTo(200);
        return served.provider.requests().stream()
                .skip(before)
                .anyMatch(request -> request.text().contains("\"small\""));
    }

    @Test
    void aDenialIsForbiddenAndTellsNoRule() {
        HttpResponse<String> response = ask(
                "/v1/chat/completions",
                "{`model`:`cascadeflow/support`,`messages`:[{`role`:`user`,`content`:`TEXT`}]}",
                "forbidden");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(json(response).at("/error/message").asText())
                .isEqualTo("the operator's rules do not allow this question to be asked");
        assertThat(response.body()).doesNotContain("closed");
        assertThat(served.provider.requests()).isEmpty();
    }
}
