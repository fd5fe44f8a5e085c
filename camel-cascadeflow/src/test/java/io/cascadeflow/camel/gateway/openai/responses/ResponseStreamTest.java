package io.cascadeflow.camel.gateway.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the official clients are told of a streamed response. */
class ResponseStreamTest {

    private static final ReplyEvent START = new ReplyEvent.Start("x", "served");

    private static ReplyEvent text(String text) {
        return new ReplyEvent.Text(text, Logprobs.ABSENT);
    }

    private static String told(Asked.Stream stream, ReplyEvent... events) {
        StringBuilder text = new StringBuilder();
        for (ReplyEvent event : events) {
            text.append(stream.of(event));
        }
        return text.toString();
    }

    /** The events of an answer that ends well; each is checked to have its type as its name, and the next number. */
    private static List<JsonNode> events(String fields, ReplyEvent... events) {
        Asked.Stream stream = ResponseFixture.asked(fields).stream();
        return parsed(told(stream, events) + stream.end(null));
    }

    private static List<JsonNode> parsed(String text) {
        List<JsonNode> all = new ArrayList<>();
        for (String block : text.split("\n\n")) {
            String[] lines = block.split("\n");
            ObjectNode json = ResponseFixture.json(lines[1].substring("data: ".length()));
            assertThat(lines).hasSize(2);
            assertThat(lines[0]).isEqualTo("event: " + json.get("type").asText());
            assertThat(json.get("sequence_number").asInt()).isEqualTo(all.size());
            all.add(json);
        }
        return all;
    }

    private static String types(List<JsonNode> events) {
        return events.stream()
                .map(event -> event.get("type").asText().replaceFirst("^response\\.", ""))
                .collect(Collectors.joining(" "));
    }

    private static JsonNode last(List<JsonNode> events) {
        return events.get(events.size() - 1);
    }

    @Test
    void aTextGrowsInAMessage() {
        List<JsonNode> events = events(
                "",
                START,
                text("Par"),
                text("is"),
                new ReplyEvent.Usage(TokenUsage.of(9, 2)),
                new ReplyEvent.Finish(FinishReason.STOP));

        assertThat(types(events))
                .isEqualTo(
                        "created in_progress output_item.added content_part.added output_text.delta output_text.delta"
                                + " output_text.done content_part.done output_item.done completed");
        assertThat(events.get(0).at("/response/status").asText()).isEqualTo("in_progress");
        assertThat(events.get(0).at("/response/model").asText()).isEqualTo("served");
        assertThat(events.subList(2, 9))
                .extracting(JsonNode::toString)
                .containsExactly(
                        """
                {"type":"response.output_item.added","sequence_number":2,"output_index":0,\
                "item":{"id":"msg_%1$s00","type":"message","status":"in_progress","role":"assistant","content":[]}}""".formatted(ResponseFixture.HEX),
                        """
                {"type":"response.content_part.added","sequence_number":3,"item_id":"msg_%1$s00","output_index":0,\
                "content_index":0,"part":{"type":"output_text","text":"","annotations":[],"logprobs":[]}}""".formatted(ResponseFixture.HEX),
                        """
                {"type":"response.output_text.delta","sequence_number":4,"item_id":"msg_%1$s00","output_index":0,\
                "content_index":0,"delta":"Par","logprobs":[]}""".formatted(ResponseFixture.HEX),
                        """
                {"type":"response.output_text.delta","sequence_number":5,"item_id":"msg_%1$s00","output_index":0,\
                "content_index":0,"delta":"is","logprobs":[]}""".formatted(ResponseFixture.HEX),
                        """
                {"type":"response.output_text.done","sequence_number":6,"item_id":"msg_%1$s00","output_index":0,\
                "content_index":0,"text":"Paris","logprobs":[]}""".formatted(ResponseFixture.HEX),
                        """
                {"type":"response.content_part.done","sequence_number":7,"item_id":"msg_%1$s00","output_index":0,\
                "content_index":0,"part":{"type":"output_text","text":"Paris","annotations":[],"logprobs":[]}}""".formatted(ResponseFixture.HEX),
                        """
                {"type":"response.output_item.done","sequence_number":8,"output_index":0,\
                "item":{"id":"msg_%1$s00","type":"message","status":"completed","role":"assistant",\
                "content":[{"type":"output_text","text":"Paris","annotations":[],"logprobs":[]}]}}""".formatted(ResponseFixture.HEX));
    }

    @Test
    void itEndsWithWhatAWholeAnswerWouldHaveBeen() {
        JsonNode response = last(events(
                        ",\"instructions\":\"Be brief.\"",
                        START,
                        text("Par"),
                        text("is"),
                        new ReplyEvent.Usage(TokenUsage.of(9, 2)),
                        new ReplyEvent.Finish(FinishReason.STOP)))
                .get("response");

        assertThat(response)
                .hasToString(ResponseFixture.asked(",\"instructions\":\"Be brief.\"")
                        .answer(ChatReply.of("served", "Paris").withUsage(TokenUsage.of(9, 2)))
                        .toString());
    }

    @Test
    void thoughtsAreDoneWhenTheAnswerBegins() {
        List<JsonNode> events = events("", new ReplyEvent.Reasoning("h"), new ReplyEvent.Reasoning("m"), text("x"));

        assertThat(types(events))
                .startsWith(
                        "created in_progress output_item.added content_part.added reasoning_text.delta"
                                + " reasoning_text.delta reasoning_text.done content_part.done output_item.done output_item.added");
        assertThat(events.get(8).get("item")).hasToString("""
                {"id":"rs_%s00","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"hm"}]}""".formatted(ResponseFixture.HEX));
        assertThat(events.get(9).get("output_index").asInt()).isEqualTo(1);
    }

    @Test
    void thoughtsAreASummaryForWhoeverAskedForOne() {
        List<JsonNode> events =
                events(",\"reasoning\":{\"summary\":\"auto\"}", new ReplyEvent.Reasoning("hm"), text("x"));

        assertThat(types(events))
                .startsWith("created in_progress output_item.added reasoning_summary_part.added"
                        + " reasoning_summary_text.delta reasoning_summary_text.done reasoning_summary_part.done"
                        + " output_item.done output_item.added");
        assertThat(events.get(4)).hasToString("""
                {"type":"response.reasoning_summary_text.delta","sequence_number":4,"item_id":"rs_%s00","output_index":0,\
                "summary_index":0,"delta":"hm"}""".formatted(ResponseFixture.HEX));
    }

    @Test
    void aThoughtCanBeSentBackAsItWasStreamed() {
        JsonNode item = last(events(
                        ",\"include\":[\"reasoning.encrypted_content\"]", new ReplyEvent.Reasoning("hm"), text("x")))
                .at("/response/output/0");

        assertThat(ResponseFixture.asked("[" + item + "]", "")
                        .request()
                        .messages()
                        .get(0)
                        .reasoning())
                .isEqualTo("hm");
    }

    @Test
    void callsGrowSideBySide() {
        List<JsonNode> events = events(
                "",
                new ReplyEvent.ToolCallStart(0, "call_1", "weather"),
                new ReplyEvent.ToolCallArguments(0, "{\"city\":"),
                new ReplyEvent.ToolCallStart(1, "call_2", "time"),
                new ReplyEvent.ToolCallArguments(1, "{}"),
                new ReplyEvent.ToolCallArguments(0, "\"Rome\"}"),
                new ReplyEvent.Finish(FinishReason.TOOL_CALLS));

        assertThat(types(events))
                .isEqualTo("created in_progress output_item.added function_call_arguments.delta output_item.added"
                        + " function_call_arguments.delta function_call_arguments.delta"
                        + " function_call_arguments.done output_item.done function_call_arguments.done output_item.done"
                        + " completed");
        assertThat(events.get(6)).hasToString("""
                {"type":"response.function_call_arguments.delta","sequence_number":6,"item_id":"fc_%s00","output_index":0,\
                "delta":"\\"Rome\\"}"}""".formatted(ResponseFixture.HEX));
        assertThat(last(events).at("/response/output")).hasToString("""
                [{"id":"fc_%1$s00","type":"function_call","status":"completed","call_id":"call_1","name":"weather",\
                "arguments":"{\\"city\\":\\"Rome\\"}"},\
                {"id":"fc_%1$s01","type":"function_call","status":"completed","call_id":"call_2","name":"time",\
                "arguments":"{}"}]""".formatted(ResponseFixture.HEX));
    }

    @Test
    void aRefusalIsAPartAfterTheText() {
        List<JsonNode> events = events("", text("Well, "), new ReplyEvent.Refusal("no."));

        assertThat(types(events))
                .isEqualTo("created in_progress output_item.added content_part.added output_text.delta output_text.done"
                        + " content_part.done content_part.added refusal.delta refusal.done content_part.done"
                        + " output_item.done completed");
        assertThat(events.get(8).get("content_index").asInt()).isEqualTo(1);
        assertThat(last(events).at("/response/output/0/content/1"))
                .hasToString("{\"type\":\"refusal\",\"refusal\":\"no.\"}");
    }

    @Test
    void aCutAnswerIsIncomplete() {
        JsonNode last = last(events("", text("Par"), new ReplyEvent.Finish(FinishReason.LENGTH)));

        assertThat(last.get("type").asText()).isEqualTo("response.incomplete");
        assertThat(last.at("/response/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
        assertThat(last.at("/response/output/0/status").asText()).isEqualTo("incomplete");
    }

    @Test
    void logprobsComeWithTheirPieces() {
        List<JsonNode> events = events(
                ",\"include\":[\"message.output_text.logprobs\"]",
                new ReplyEvent.Text("a", Logprobs.of(List.of(new TokenLogprob("a", -0.25, List.of())))),
                new ReplyEvent.Text("b", Logprobs.of(List.of(new TokenLogprob("b", -0.5, List.of())))));

        assertThat(events.get(5).at("/logprobs/0/logprob").asDouble()).isEqualTo(-0.5);
        assertThat(last(events).at("/response/output/0/content/0/logprobs")).hasSize(2);
    }

    @Test
    void theAccountIsInTheLastEventAlone() {
        Asked.Stream stream = ResponseFixture.asked("").stream();
        List<JsonNode> events = parsed(
                told(stream, START, text("x")) + stream.end(WireJson.object().put("tier", "small")));

        assertThat(last(events).at("/response/cascadeflow")).hasToString("{\"tier\":\"small\"}");
        assertThat(events.subList(0, events.size() - 1))
                .noneMatch(event -> event.path("response").has("cascadeflow"));
    }

    @Test
    void aStreamThatBreaksOffSaysWhyAndHowFarItCame() {
        Asked.Stream stream = ResponseFixture.asked("").stream();
        List<JsonNode> events = parsed(told(stream, START, text("Par"))
                + stream.error(Fault.of(Fault.Kind.PROVIDER_FAILED, "no model gave an answer"), "req_1"));

        assertThat(events.get(5)).hasToString("""
                {"type":"error","sequence_number":5,"code":"upstream_error","message":"no model gave an answer","param":null}""");
        assertThat(last(events).get("type").asText()).isEqualTo("response.failed");
        assertThat(last(events).at("/response/status").asText()).isEqualTo("failed");
        assertThat(last(events).at("/response/error"))
                .hasToString("{\"code\":\"server_error\",\"message\":\"no model gave an answer\"}");
        assertThat(last(events).at("/response/output/0/content/0/text").asText())
                .isEqualTo("Par");
    }

    @Test
    void whatKeepsAConnectionIsNoEvent() {
        assertThat(ResponseFixture.asked("").stream().waiting()).startsWith(":").endsWith("\n\n");
    }
}
