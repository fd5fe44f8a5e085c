package io.cascadeflow.provider.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.StreamedRun;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesStreamTest {

    private static final ChatCall CALL = new ChatCall("asked", ChatRequest.of("?"), Instant.MAX, "key");
    private static final ResponsesProtocol PROTOCOL =
            ResponsesProtocol.forReading("openai", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private static final String CREATED =
            "{\"type\":\"response.created\",\"response\":{\"id\":\"r1\",\"model\":\"m1\",\"status\":\"in_progress\"}}";

    private static StreamedRun run(String... events) {
        StringBuilder body = new StringBuilder();
        for (String event : events) {
            body.append("data: ").append(event).append("\n\n");
        }
        return StreamedRun.whole(PROTOCOL, CALL, "text/event-stream", body.toString());
    }

    private static String delta(int index, String text) {
        return "{\"type\":\"response.output_text.delta\",\"output_index\":%d,\"content_index\":0,\"delta\":\"%s\"}"
                .formatted(index, text);
    }

    private static String ended(String status, String rest) {
        return "{\"type\":\"response.%s\",\"response\":{\"id\":\"r1\",\"model\":\"m1\",\"status\":\"%1$s\"%s}}"
                .formatted(status, rest);
    }

    @Test
    void whatTheLastEventDoesNotRepeatIsWhatTheItemsSaid() {
        StreamedRun run = run(
                CREATED,
                delta(0, "Pa"),
                delta(0, "ris"),
                ended("completed", ",\"usage\":{\"input_tokens\":7,\"output_tokens\":2,\"total_tokens\":9}"));

        assertThat(Objects.requireNonNull(run.reply()).text())
                .isEqualTo("Paris")
                .isEqualTo(run.text());
        assertThat(run.reply().usage()).isEqualTo(TokenUsage.of(7, 2));
        assertThat(run.events()).first().isEqualTo(new ReplyEvent.Start("r1", "m1"));
    }

    @Test
    void aServerThatOnlyTellsTheEndTellsTheSame() {
        StreamedRun run = run(ended(
                "completed",
                ",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Paris\"}]},"
                        + "{\"type\":\"function_call\",\"name\":\"f\",\"arguments\":{\"a\":1}}]"));

        assertThat(run.text()).isEqualTo("Paris");
        assertThat(Objects.requireNonNull(run.reply()).message().toolCalls())
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.arguments()).isEqualTo("{\"a\":1}").isEqualTo(run.arguments(0));
                    assertThat(run.calls().get(0).id()).isEqualTo(call.id()).isNotBlank();
                });
        assertThat(run.reply().finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
    }

    @Test
    void aRefusalIsToldApart() {
        StreamedRun run = run(
                CREATED,
                "{\"type\":\"response.refusal.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"I can't.\"}",
                ended("completed", ""));

        assertThat(run.refusal()).isEqualTo("I can't.");
        assertThat(Objects.requireNonNull(run.reply()).finishReason()).isEqualTo(FinishReason.REFUSAL);
        assertThat(run.reply().text()).isEqualTo("I can't.");
    }

    @Test
    void logprobsComeWithTheirText() {
        StreamedRun run = run(
                CREATED,
                "{\"type\":\"response.output_text.delta\",\"output_index\":0,\"content_index\":0,\"delta\":\"Yes\","
                        + "\"logprobs\":[{\"token\":\"Yes\",\"logprob\":-0.5,\"top_logprobs\":[]}]}",
                ended("completed", ""));

        assertThat(Objects.requireNonNull(run.reply()).logprobs().tokens())
                .singleElement()
                .satisfies(token -> assertThat(token.logprob()).isEqualTo(-0.5));
        assertThat(run.events())
                .filteredOn(ReplyEvent.Text.class::isInstance)
                .singleElement()
                .satisfies(
                        text -> assertThat(((ReplyEvent.Text) text).logprobs().isPresent())
                                .isTrue());
    }

    @Test
    void callsThatComeInterleavedStayApart() {
        StreamedRun run = run(
                CREATED,
                "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"function_call\",\"call_id\":\"c0\",\"name\":\"f\"}}",
                "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"function_call\",\"call_id\":\"c1\",\"name\":\"g\"}}",
                "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":1,\"delta\":\"{\\\"b\\\":\"}",
                "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":0,\"delta\":\"{\\\"a\\\":1}\"}",
                "{\"type\":\"response.function_call_arguments.delta\",\"output_index\":1,\"delta\":\"2}\"}",
                ended("completed", ""));

        assertThat(run.arguments(0)).isEqualTo("{\"a\":1}");
        assertThat(run.arguments(1)).isEqualTo("{\"b\":2}");
        assertThat(Objects.requireNonNull(run.reply()).message().toolCalls())
                .extracting(call -> call.name() + call.id() + call.arguments())
                .containsExactly("fc0{\"a\":1}", "gc1{\"b\":2}");
    }

    @ParameterizedTest
    @CsvSource({"max_output_tokens,LENGTH", "content_filter,CONTENT_FILTER", "boredom,UNKNOWN"})
    void anIncompleteResponseSaysWhy(String reason, FinishReason expected) {
        StreamedRun run = run(
                CREATED,
                delta(0, "Onc"),
                ended("incomplete", ",\"incomplete_details\":{\"reason\":\"%s\"}".formatted(reason)));

        assertThat(Objects.requireNonNull(run.reply()).finishReason()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "server_error,SERVER",
        "rate_limit_exceeded,RATE_LIMITED",
        "invalid_prompt,BAD_REQUEST",
        "image_content_policy_violation,CONTENT_FILTERED",
        "image_too_large,BAD_REQUEST"
    })
    void aFailedResponseIsAFailureWithWhatItConsumed(String code, Kind kind) {
        StreamedRun run = run(
                CREATED,
                delta(0, "Onc"),
                ended(
                        "failed",
                        ",\"error\":{\"code\":\"%s\",\"message\":\"secret\"},\"usage\":{\"input_tokens\":7,\"output_tokens\":2}"
                                .formatted(code)));

        assertThat(Objects.requireNonNull(run.failure()).kind()).isEqualTo(kind);
        assertThat(run.failure().details().usage()).isEqualTo(TokenUsage.of(7, 2));
        assertThat(run.failure()).hasMessageNotContaining("secret");
        assertThat(run.text()).isEqualTo("Onc");
    }

    @Test
    void anErrorEventIsAFailure() {
        assertThat(Objects.requireNonNull(run(
                                        CREATED,
                                        "{\"type\":\"error\",\"code\":\"rate_limit_exceeded\",\"message\":\"x\",\"param\":null}")
                                .failure())
                        .kind())
                .isEqualTo(Kind.RATE_LIMITED);
        assertThat(Objects.requireNonNull(run(CREATED, "{\"error\":{\"code\":502,\"message\":\"x\"}}")
                                .failure())
                        .kind())
                .isEqualTo(Kind.SERVER);
    }

    @Test
    void aStreamWithoutItsLastEventIsTruncated() {
        assertThat(Objects.requireNonNull(
                                run(CREATED, delta(0, "Onc"), "[DONE]").failure())
                        .kind())
                .isEqualTo(Kind.TRUNCATED);
    }
}
