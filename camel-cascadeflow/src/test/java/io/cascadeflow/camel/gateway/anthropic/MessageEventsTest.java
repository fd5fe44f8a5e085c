package io.cascadeflow.camel.gateway.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Ending;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ReplyEvents;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Anthropic's clients are told, as a stream and whole. */
class MessageEventsTest {

    private static String told(ReplyEvent... events) {
        MessageEvents message = new MessageEvents("msg_7", "m");
        List<Object> all = new ArrayList<>();
        for (ReplyEvent event : events) {
            all.addAll(message.of(event));
        }
        all.addAll(message.end(null));
        return all.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static ReplyEvent text(String text) {
        return new ReplyEvent.Text(text, Logprobs.ABSENT);
    }

    @Test
    void aTextIsOneBlock() {
        assertThat(told(
                        new ReplyEvent.Start("x", "served"),
                        text("Par"),
                        text("is"),
                        new ReplyEvent.Usage(new TokenUsage(9, 4, 1, 0, 2, 0, false)),
                        new ReplyEvent.Finish(FinishReason.STOP)))
                .isEqualTo("""
                        {"type":"message_start","message":{"id":"msg_7","type":"message","role":"assistant","model":"served",\
                        "content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,\
                        "cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":0}}}
                        {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}
                        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Par"}}
                        {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"is"}}
                        {"type":"content_block_stop","index":0}
                        {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":9,\
                        "cache_creation_input_tokens":1,"cache_read_input_tokens":4,"output_tokens":2}}
                        {"type":"message_stop"}""");
    }

    @Test
    void thoughtsTextAndCallsAreBlocksOneAfterTheOther() {
        assertThat(told(
                        new ReplyEvent.Reasoning("hm"),
                        text("I look."),
                        new ReplyEvent.ToolCallStart(0, "toolu_1", "weather"),
                        new ReplyEvent.ToolCallArguments(0, "{\"city\":\"Rome\"}"),
                        new ReplyEvent.ToolCallStart(1, "toolu_2", "time"),
                        new ReplyEvent.Finish(FinishReason.TOOL_CALLS)))
                .contains("""
                        {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
                        {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}
                        {"type":"content_block_stop","index":0}
                        {"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}
                        {"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"I look."}}
                        {"type":"content_block_stop","index":1}
                        {"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}
                        {"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\\"city\\":\\"Rome\\"}"}}
                        {"type":"content_block_stop","index":2}
                        {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_2","name":"time","input":{}}}
                        {"type":"content_block_stop","index":3}
                        {"type":"message_delta","delta":{"stop_reason":"tool_use\"""");
    }

    @Test
    void aThoughtIsSealedAndTheNextIsABlockOfItsOwn() {
        assertThat(told(
                        new ReplyEvent.Reasoning("hm"),
                        new ReplyEvent.ReasoningSignature("seal-1"),
                        new ReplyEvent.ReasoningSignature("seal-2"),
                        new ReplyEvent.RedactedReasoning("xyz"),
                        new ReplyEvent.Reasoning("so"),
                        new ReplyEvent.Finish(FinishReason.STOP)))
                .contains("""
                        {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}
                        {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}
                        {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"seal-1"}}
                        {"type":"content_block_stop","index":0}
                        {"type":"content_block_start","index":1,"content_block":{"type":"thinking","thinking":"","signature":""}}
                        {"type":"content_block_delta","index":1,"delta":{"type":"signature_delta","signature":"seal-2"}}
                        {"type":"content_block_stop","index":1}
                        {"type":"content_block_start","index":2,"content_block":{"type":"redacted_thinking","data":"xyz"}}
                        {"type":"content_block_stop","index":2}
                        {"type":"content_block_start","index":3,"content_block":{"type":"thinking","thinking":"","signature":""}}
                        {"type":"content_block_delta","index":3,"delta":{"type":"thinking_delta","thinking":"so"}}
                        {"type":"content_block_stop","index":3}
                        {"type":"message_delta",""");
    }

    @Test
    void theTextThatStoppedTheModelIsTold() {
        Ending ending = new Ending(FinishReason.STOP, "END");

        assertThat(told(new ReplyEvent.Finish(ending)))
                .contains("\"delta\":{\"stop_reason\":\"stop_sequence\",\"stop_sequence\":\"END\"}");
    }

    @Test
    void theAccountIsInTheLastButOne() {
        List<ObjectNode> last =
                new MessageEvents("msg_7", "m").end(WireJson.object().put("tier", "small"));

        assertThat(last)
                .extracting(event -> event.path("type").asText())
                .containsExactly("message_start", "message_delta", "message_stop");
        assertThat(last.get(1).path("cascadeflow")).hasToString("{\"tier\":\"small\"}");
    }

    @Test
    void usageTellsWhatIsNotZeroOnly() {
        assertThat(MessageJson.usage(new TokenUsage(9, 4, 1, 2, 5, 3, false))).hasToString("""
                {"input_tokens":9,"cache_creation_input_tokens":3,"cache_read_input_tokens":4,"output_tokens":5,\
                "cache_creation":{"ephemeral_5m_input_tokens":1,"ephemeral_1h_input_tokens":2},\
                "output_tokens_details":{"thinking_tokens":3}}""");
    }

    /** So that the client's next question has in it what this answer said. */
    @Test
    void aWholeReplyAndItsEventsHaveTheSameBlocks() {
        ChatMessage said = new ChatMessage(
                Role.ASSISTANT,
                List.of(
                        new ContentPart.Reasoning("hm", "sig", false),
                        new ContentPart.Reasoning("", "bare", false),
                        new ContentPart.Reasoning("xyz", null, true),
                        new ContentPart.Text("I look.")),
                List.of(new ToolCall("toolu_1", "weather", "{\"city\":\"Rome\"}")),
                null);
        ChatReply reply = ChatReply.of("served", "").withMessage(said);

        assertThat(Accumulated.of(ReplyEvents.of(reply)))
                .isEqualTo(MessageJson.of("msg_7", "m", reply).path("content"));
    }

    /** A provider may write several calls at a time. */
    @Test
    void argumentsGoToTheBlockOfTheirCall() {
        assertThat(told(
                        new ReplyEvent.ToolCallStart(0, "a", "weather"),
                        new ReplyEvent.ToolCallStart(1, "b", "time"),
                        new ReplyEvent.ToolCallArguments(0, "{}"),
                        new ReplyEvent.ToolCallArguments(1, "[]")))
                .contains("\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}")
                .contains("\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"[]\"}");
    }

    @Test
    void anAnswerOfNothingIsAMessageWithoutBlocks() {
        assertThat(told(new ReplyEvent.Finish(FinishReason.LENGTH)))
                .doesNotContain("content_block")
                .contains("\"stop_reason\":\"max_tokens\"");
    }

    @Test
    void aWholeMessageHasItsBlocksInOrder() {
        ChatMessage said = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Reasoning("hm", "sig", false), new ContentPart.Text("I look.")),
                List.of(new ToolCall("toolu_1", "weather", "{\"city\":\"Rome\"}")),
                null);
        ChatReply reply = ChatReply.of("served", "")
                .withMessage(said)
                .withFinishReason(FinishReason.TOOL_CALLS)
                .withUsage(TokenUsage.of(9, 2));

        assertThat(MessageJson.of("msg_7", "m", reply)).hasToString("""
                {"id":"msg_7","type":"message","role":"assistant","model":"m","content":[\
                {"type":"thinking","thinking":"hm","signature":"sig"},{"type":"text","text":"I look."},\
                {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Rome"}}],\
                "stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":9,"cache_creation_input_tokens":0,\
                "cache_read_input_tokens":0,"output_tokens":2}}""");
    }
}
