package io.cascadeflow.camel.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the official clients are told of a stream. */
class ChatChunksTest {

    private static final CompletionHead HEAD =
            new CompletionHead("chatcmpl-7", Instant.ofEpochSecond(1_764_000_000), "m");

    private static List<JsonNode> chunks(boolean withUsage, ReplyEvent... events) {
        ChatChunks chunks = new ChatChunks(HEAD, withUsage, true);
        List<JsonNode> all = new ArrayList<>();
        for (ReplyEvent event : events) {
            all.addAll(chunks.of(event));
        }
        all.addAll(chunks.last(null));
        return all;
    }

    private static ReplyEvent text(String text) {
        return new ReplyEvent.Text(text, Logprobs.ABSENT);
    }

    private static String deltas(List<JsonNode> chunks) {
        return chunks.stream()
                .map(chunk -> chunk.path("choices").path(0).path("delta").toString())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theRoleComesFirstAndTheReasonLast() {
        List<JsonNode> chunks = chunks(
                false,
                new ReplyEvent.Start("x", "served"),
                text("Par"),
                text("is"),
                new ReplyEvent.Usage(TokenUsage.of(9, 2)),
                new ReplyEvent.Finish(FinishReason.STOP));

        assertThat(deltas(chunks)).isEqualTo("""
                {"role":"assistant","content":""}
                {"content":"Par"}
                {"content":"is"}
                {}""");
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk.path("id").asText()).isEqualTo("chatcmpl-7");
            assertThat(chunk.path("object").asText()).isEqualTo("chat.completion.chunk");
            assertThat(chunk.path("created").asLong()).isEqualTo(1_764_000_000);
            assertThat(chunk.has("usage")).as("nobody asked for it").isFalse();
        });
        assertThat(chunks.get(2).at("/choices/0/finish_reason").isNull()).isTrue();
        assertThat(chunks.get(3).at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @Test
    void theUsageComesAfterTheReasonToWhoeverAskedForIt() {
        List<JsonNode> chunks = chunks(
                true,
                text("Paris"),
                new ReplyEvent.Usage(new TokenUsage(5, 4, 0, 0, 2, 1, false)),
                new ReplyEvent.Finish(FinishReason.LENGTH));

        assertThat(chunks.get(0).get("usage").isNull()).isTrue();
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.get("choices")).isEmpty();
        assertThat(last.get("usage")).hasToString("""
                {"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,\
                "prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":1}}""");
        assertThat(chunks.get(chunks.size() - 2).at("/choices/0/finish_reason").asText())
                .isEqualTo("length");
    }

    @Test
    void aToolCallBeginsWithItsNameAndGoesOnWithFragmentsOfItsArguments() {
        List<JsonNode> chunks = chunks(
                false,
                new ReplyEvent.ToolCallStart(0, "call_1", "weather"),
                new ReplyEvent.ToolCallArguments(0, "{\"city\":"),
                new ReplyEvent.ToolCallArguments(0, "\"Rome\"}"),
                new ReplyEvent.Finish(FinishReason.TOOL_CALLS));

        assertThat(deltas(chunks)).isEqualTo("""
                {"role":"assistant","content":""}
                {"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":""}}]}
                {"tool_calls":[{"index":0,"function":{"arguments":"{\\"city\\":"}}]}
                {"tool_calls":[{"index":0,"function":{"arguments":"\\"Rome\\"}"}}]}
                {}""");
    }

    @Test
    void aRefusalAndAThoughtHaveFieldsOfTheirOwn() {
        assertThat(deltas(chunks(false, new ReplyEvent.Reasoning("hm"), new ReplyEvent.Refusal("no"))))
                .endsWith("{\"reasoning_content\":\"hm\"}\n{\"refusal\":\"no\"}");
    }
}
