package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients hear of limits of calls and tokens, and of answers that are given again. */
@Timeout(60)
class LimitsOverHttpTest {

    private static final String CONFIGURATION = """
            models:
              'compatible:small': {input: 1, output: 1}
            cascades:
              support:
                tiers:
                  - {name: small, uri: 'SMALL'}
                MORE
            ledger: {memory: true}
            budgets: [BUDGET]
            """;

    private static ServedGateway served(String more, String budget) {
        ServedGateway served =
                new ServedGateway(CONFIGURATION.replace("MORE", more).replace("BUDGET", budget));
        served.answer("four");
        return served;
    }

    private static HttpResponse<String> ask(ServedGateway served, String path) {
        return served.post(
                path,
                "{\"model\":\"cascadeflow/support\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"2 + 2?\"}]}");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, rate_limit_error",
        "/v1/messages, rate_limit_error",
    })
    void callsThatAreUsedUpAre429WithTheTimeToWait(String path, String type) {
        try (ServedGateway served = served("", "{name: calls, maxCalls: 2, window: day}")) {
            assertThat(ask(served, path).statusCode()).isEqualTo(200);
            assertThat(ask(served, path).statusCode()).isEqualTo(200);
            HttpResponse<String> third = ask(served, path);

            assertThat(third.statusCode()).isEqualTo(429);
            assertThat(third.body()).contains(type, "limit 'calls' has no calls left for this question; wait");
            assertThat(Long.parseLong(third.headers().firstValue("retry-after").orElseThrow()))
                    .isBetween(1L, 86_400L);
            assertThat(third.headers().firstValue("x-should-retry")).isEmpty();
        }
    }

    @Test
    void aQuestionThatNeverFitsIsNotToBeAskedAgain() {
        try (ServedGateway served = served("", "{name: tokens, maxTokens: 20, window: day}")) {
            HttpResponse<String> refused = ask(served, "/v1/chat/completions");

            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("insufficient_quota");
            assertThat(refused.headers().firstValue("retry-after")).isEmpty();
            assertThat(refused.headers().firstValue("x-should-retry")).hasValue("false");
        }
    }

    @Test
    void whatIsAnsweredFromTheCacheTakesNoCallAndNoToken() {
        try (ServedGateway served = served("cache: {maxAge: 10m}", "{name: calls, maxCalls: 1, window: day}")) {
            assertThat(ask(served, "/v1/chat/completions").body()).contains("four");
            HttpResponse<String> again = ask(served, "/v1/chat/completions");

            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(again.body()).contains("four").contains("\"total_tokens\":0");
            assertThat(served.provider.requests()).hasSize(1);
        }
    }
}
