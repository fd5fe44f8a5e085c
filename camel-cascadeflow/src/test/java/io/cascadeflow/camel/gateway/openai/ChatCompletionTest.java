package io.cascadeflow.camel.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatCompletionTest {

    private static final CompletionHead HEAD =
            new CompletionHead("chatcmpl-7", Instant.ofEpochSecond(1_764_000_000), "m");

    private static JsonNode choice(ChatReply reply) {
        return ChatCompletion.of(HEAD, reply).path("choices").path(0);
    }

    @Test
    void anAnswerIsOneChoiceWithItsUsage() {
        ChatReply reply = ChatReply.of("served", "Paris").withUsage(TokenUsage.of(9, 2));

        assertThat(ChatCompletion.of(HEAD, reply)).hasToString("""
                {"id":"chatcmpl-7","object":"chat.completion","created":1764000000,"model":"m",\
                "choices":[{"index":0,"message":{"role":"assistant","content":"Paris","refusal":null},\
                "logprobs":null,"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,\
                "prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""");
    }

    @Test
    void toolCallsAloneHaveNoContent() {
        ChatMessage calls = new ChatMessage(
                Role.ASSISTANT, List.of(), List.of(new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}")), null);
        JsonNode choice = choice(ChatReply.of("m", "").withMessage(calls).withFinishReason(FinishReason.TOOL_CALLS));

        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/tool_calls/0")).hasToString("""
                {"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}}""");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void aRefusalIsNoContent() {
        JsonNode choice = choice(ChatReply.of("m", "I can't help.").withFinishReason(FinishReason.REFUSAL));

        assertThat(choice.at("/message/content").isNull()).isTrue();
        assertThat(choice.at("/message/refusal").asText()).isEqualTo("I can't help.");
    }

    @Test
    void logprobsAreGivenTokenByToken() {
        Logprobs logprobs = Logprobs.of(List.of(new TokenLogprob("é", -0.5, List.of(new Alternative("e", -1.5)))));
        JsonNode told = choice(ChatReply.of("m", "é").withLogprobs(logprobs)).at("/logprobs/content/0");

        assertThat(told).hasToString("""
                {"token":"é","logprob":-0.5,"bytes":[195,169],\
                "top_logprobs":[{"token":"e","logprob":-1.5,"bytes":[101]}]}""");
    }

    @Test
    void aThoughtStandsBesideTheContent() {
        ChatMessage message = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Reasoning("hm", null, false), new ContentPart.Text("Paris")),
                List.of(),
                null);

        assertThat(choice(ChatReply.of("m", "").withMessage(message)).path("message"))
                .hasToString("""
                        {"role":"assistant","content":"Paris","refusal":null,"reasoning_content":"hm"}""");
    }
}
