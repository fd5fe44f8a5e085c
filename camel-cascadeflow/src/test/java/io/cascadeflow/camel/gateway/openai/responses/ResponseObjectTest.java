package io.cascadeflow.camel.gateway.openai.responses;

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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A whole response, as the official clients need it. */
class ResponseObjectTest {

    private static JsonNode answer(String fields, ChatReply reply) {
        return ResponseFixture.asked(fields).answer(reply);
    }

    private static ChatReply reply(ContentPart... parts) {
        return ChatReply.of("served", "").withMessage(new ChatMessage(Role.ASSISTANT, List.of(parts), List.of(), null));
    }

    @Test
    void anAnswerIsAMessageWithAllThatClientsNeed() {
        ChatReply reply = ChatReply.of("served", "Paris").withUsage(new TokenUsage(5, 4, 0, 0, 2, 1, false));

        assertThat(answer("", reply)).hasToString("""
                {"id":"resp_%1$s","object":"response","created_at":1764000000,"status":"completed",\
                "error":null,"incomplete_details":null,"model":"served",\
                "output":[{"id":"msg_%1$s00","type":"message","status":"completed","role":"assistant",\
                "content":[{"type":"output_text","text":"Paris","annotations":[],"logprobs":[]}]}],\
                "usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":4},\
                "output_tokens":2,"output_tokens_details":{"reasoning_tokens":1},"total_tokens":11},\
                "instructions":null,"max_output_tokens":null,"temperature":null,"top_p":null,"top_logprobs":null,\
                "user":null,"safety_identifier":null,"prompt_cache_key":null,"metadata":{},"tools":[],\
                "tool_choice":"auto","parallel_tool_calls":true,"text":{"format":{"type":"text"}},\
                "reasoning":{"effort":null,"summary":null},"truncation":"disabled","store":false,"background":false,\
                "previous_response_id":null}""".formatted(ResponseFixture.HEX));
    }

    @Test
    void theFieldsOfTheRequestAreRepeated() {
        JsonNode answer = answer("""
                ,"instructions":"Be brief.","max_output_tokens":70,"temperature":0.5,"top_p":0.9,"metadata":{"a":"b"},
                "tools":[{"type":"function","name":"f"}],"tool_choice":"required","parallel_tool_calls":false,
                "text":{"verbosity":"low","format":{"type":"json_object"}},"reasoning":{"effort":"low"}""", ChatReply.of("m", "x"));

        assertThat(answer.get("instructions").asText()).isEqualTo("Be brief.");
        assertThat(answer.get("max_output_tokens").asInt()).isEqualTo(70);
        assertThat(answer.get("temperature").asDouble()).isEqualTo(0.5);
        assertThat(answer.get("top_p").asDouble()).isEqualTo(0.9);
        assertThat(answer.get("metadata")).hasToString("{\"a\":\"b\"}");
        assertThat(answer.get("tools")).hasToString("""
                [{"type":"function","name":"f","description":null,"parameters":null,"strict":null}]""");
        assertThat(answer.get("tool_choice").asText()).isEqualTo("required");
        assertThat(answer.get("parallel_tool_calls").asBoolean()).isFalse();
        assertThat(answer.get("text")).hasToString("{\"format\":{\"type\":\"json_object\"},\"verbosity\":\"low\"}");
        assertThat(answer.get("reasoning")).hasToString("{\"effort\":\"low\",\"summary\":null}");
    }

    @Test
    void thoughtsComeBeforeWhatIsSaidAndCallsAfterIt() {
        ChatMessage message = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Reasoning("hm", null, false), new ContentPart.Text("Let me look.")),
                List.of(new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}")),
                null);
        JsonNode output = answer(
                        "", ChatReply.of("m", "").withMessage(message).withFinishReason(FinishReason.TOOL_CALLS))
                .get("output");

        assertThat(output).hasToString("""
                [{"id":"rs_%1$s00","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]},\
                {"id":"msg_%1$s01","type":"message","status":"completed","role":"assistant",\
                "content":[{"type":"output_text","text":"Let me look.","annotations":[],"logprobs":[]}]},\
                {"id":"fc_%1$s02","type":"function_call","status":"completed","call_id":"call_1",\
                "name":"weather","arguments":"{\\"city\\":\\"Rome\\"}"}]""".formatted(ResponseFixture.HEX));
    }

    @Test
    void aSummaryIsGivenToWhoeverAsksForOne() {
        JsonNode item = answer(
                        ",\"reasoning\":{\"summary\":\"auto\"}",
                        reply(new ContentPart.Reasoning("hm", null, false), new ContentPart.Text("x")))
                .at("/output/0");

        assertThat(item.get("summary")).hasToString("[{\"type\":\"summary_text\",\"text\":\"hm\"}]");
        assertThat(item.has("content")).isFalse();
    }

    @Test
    void sealedThoughtsComeBackAsTheyWere() {
        List<ContentPart> thoughts = List.of(
                new ContentPart.Reasoning("hm", "sig", false), new ContentPart.Reasoning("opaque==", null, true));
        JsonNode item = answer(
                        ",\"include\":[\"reasoning.encrypted_content\"]",
                        reply(thoughts.get(0), thoughts.get(1), new ContentPart.Text("x")))
                .at("/output/0");
        List<ChatMessage> next = ResponseFixture.asked("[" + item + ",{\"role\":\"user\",\"content\":\"?\"}]", "")
                .request()
                .messages();

        assertThat(item.at("/content")).as("what may be read").hasSize(1);
        assertThat(next.get(0).content()).isEqualTo(thoughts);
    }

    @Test
    void whatMayNotBeReadIsLeftOutForWhoeverCannotSendItBack() {
        JsonNode output = answer(
                        "", reply(new ContentPart.Reasoning("opaque==", null, true), new ContentPart.Text("x")))
                .get("output");

        assertThat(output).hasSize(1);
        assertThat(output.at("/0/type").asText()).isEqualTo("message");
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH,incomplete,max_output_tokens,incomplete",
        "CONTEXT_WINDOW,incomplete,max_output_tokens,incomplete",
        "CONTENT_FILTER,incomplete,content_filter,incomplete",
        "ERROR,failed,,incomplete",
        "STOP,completed,,completed",
        "PAUSE,completed,,completed",
        "UNKNOWN,completed,,completed"
    })
    void whyItEndedIsTold(FinishReason reason, String status, String why, String item) {
        JsonNode answer = answer("", ChatReply.of("m", "Par").withFinishReason(reason));

        assertThat(answer.get("status").asText()).isEqualTo(status);
        assertThat(answer.at("/incomplete_details/reason").asText()).isEqualTo(why == null ? "" : why);
        assertThat(answer.at("/error/code").asText()).isEqualTo(status.equals("failed") ? "server_error" : "");
        assertThat(answer.at("/output/0/status").asText()).isEqualTo(item);
        assertThat(answer.get("usage").isNull()).as("nobody knows it").isTrue();
    }

    @Test
    void aRefusalIsAPartOfItsOwn() {
        JsonNode answer = answer("", ChatReply.of("m", "I can't.").withFinishReason(FinishReason.REFUSAL));

        assertThat(answer.at("/output/0/content")).hasToString("[{\"type\":\"refusal\",\"refusal\":\"I can't.\"}]");
    }

    @Test
    void logprobsAreForWhoeverAskedForThem() {
        ChatReply reply = ChatReply.of("m", "é")
                .withLogprobs(Logprobs.of(List.of(new TokenLogprob("é", -0.5, List.of(new Alternative("e", -1.5))))));

        assertThat(answer(",\"include\":[\"message.output_text.logprobs\"]", reply)
                        .at("/output/0/content/0/logprobs"))
                .hasToString("""
                        [{"token":"é","logprob":-0.5,"bytes":[195,169],\
                        "top_logprobs":[{"token":"e","logprob":-1.5,"bytes":[101]}]}]""");
        assertThat(answer("", reply).at("/output/0/content/0/logprobs")).isEmpty();
    }
}
