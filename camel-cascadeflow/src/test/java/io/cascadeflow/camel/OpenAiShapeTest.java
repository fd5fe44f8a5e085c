package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiShapeTest {

    private static final String PROMPT = "my own secret plan, word by word";

    private static ChatRequest with(String field, String json) {
        ObjectNode body = (ObjectNode)
                OpenAiShape.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(PROMPT));
        body.set(field, OpenAiShape.parse(json));
        return OpenAiShape.read(body);
    }

    private static ChatMessage message(String json) {
        return with("messages", "[" + json + "]").messages().get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "tools|{}|tools is an object; give a list",
                "tools|\"look\"|tools is a text; give a list",
                "tools|[null]|tools[0] is missing",
                "tools|[7]|tools[0] is a number; give an object",
                "tools|[{\"function\":\"look\"}]|tools[0].function is a text",
                "tools|[{\"type\":\"function\"}]|tools[0].function is missing",
                "tools|[{\"type\":\"custom\",\"custom\":{}}]|tools[0].type is 'custom'",
                "tools|[{\"function\":{\"description\":\"x\"}}]|tools[0].function.name is missing",
                "tools|[{\"function\":{\"name\":7}}]|tools[0].function.name is a number",
                "tools|[{\"function\":{\"name\":\"f\",\"parameters\":[]}}]|tools[0].function.parameters is a list",
                "tools|[{\"function\":{\"name\":\"f\",\"strict\":\"yes\"}}]|tools[0].function.strict is a text",
                "tools|[{\"function\":{\"name\":\"f\",\"danger\":1}}]|tools[0].function.danger is not supported",
                "tool_choice|7|tool_choice is a number",
                "tool_choice|\"maybe\"|tool_choice is 'maybe'",
                "tool_choice|{}|tool_choice.function is missing",
                "tool_choice|{\"type\":\"function\",\"function\":{}}|tool_choice.function.name is missing",
                "tool_choice|{\"type\":\"allowed_tools\",\"mode\":\"auto\"}|tool_choice.mode is not supported",
                "parallel_tool_calls|\"false\"|parallel_tool_calls is a text; give true or false",
                "temperature|\"hot\"|temperature is a text; give a number",
                "temperature|3|temperature is 3.0",
                "top_p|1.5|top_p is 1.5",
                "top_k|0|top_k is not a whole number",
                "top_k|1.5|top_k is not a whole number",
                "seed|99999999999999999999|seed is not a whole number",
                "seed|0.5|seed is not a whole number",
                "seed|[1]|seed is a list",
                "presence_penalty|-3|presence_penalty is -3.0",
                "frequency_penalty|{}|frequency_penalty is an object",
                "stop|7|stop is a number",
                "stop|[1,2]|stop[0] is not a text",
                "stop|[\"a\",null]|stop[1] is not a text",
                "max_tokens|1e10|max_tokens is not a whole number from 1 to 2147483647",
                "max_tokens|10.5|max_tokens is not a whole number",
                "max_tokens|0|max_tokens is not a whole number",
                "max_tokens|\"10\"|max_tokens is a text",
                "max_completion_tokens|-1|max_completion_tokens is not a whole number",
                "response_format|\"json\"|response_format is a text; give an object",
                "response_format|{}|response_format.type is missing",
                "response_format|{\"type\":\"xml\"}|response_format.type is 'xml'",
                "response_format|{\"type\":\"json_schema\"}|response_format.json_schema is missing",
                "response_format|{\"type\":\"json_schema\",\"json_schema\":{}}|response_format.json_schema.schema is missing",
                "reasoning_effort|3|reasoning_effort is a number",
                "logprobs|5|logprobs is a number; give true or false",
                "top_logprobs|21|top_logprobs is not a whole number from 0 to 20",
                "user|{\"id\":1}|user is an object",
                "stream|\"true\"|stream is a text",
                "stream|true|stream=true",
                "n|\"2\"|n is a text",
                "n|2|n=2",
                "model|7|model is a number",
                "messages|[\"x\"]|messages[0] is a text",
                "messages|[{\"content\":\"x\"}]|messages[0].role is missing",
                "messages|[{\"role\":\"USER\",\"content\":\"x\"}]|messages[0].role is 'USER'",
                "messages|[{\"role\":7,\"content\":\"x\"}]|messages[0].role is a number",
                "messages|[{\"role\":\"user\",\"content\":{}}]|messages[0].content is neither",
                "messages|[{\"role\":\"user\",\"content\":[\"x\"]}]|messages[0].content[0] is a text",
                "messages|[{\"role\":\"user\",\"content\":[{\"type\":\"text\"}]}]|messages[0].content[0].text is missing",
                "messages|[{\"role\":\"user\",\"content\":[{\"type\":\"input_audio\",\"input_audio\":{}}]}]|messages[0].content[0].type is 'input_audio'",
                "messages|[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"x\"}]}]|messages[0].content[0].image_url is a text",
                "messages|[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"x\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]|messages[0].content[0].cache_control is not supported",
                "messages|[{\"role\":\"user\",\"content\":\"x\",\"name\":\"ann\"}]|messages[0].name is for a tool",
                "messages|[{\"role\":\"user\",\"content\":\"x\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\"}}]}]|messages[0].tool_calls is for the assistant",
                "messages|[{\"role\":\"user\",\"content\":\"x\",\"tool_call_id\":\"1\"}]|messages[0].tool_call_id is for a tool",
                "messages|[{\"role\":\"tool\",\"content\":\"x\"}]|messages[0].tool_call_id is missing",
                "messages|[{\"role\":\"assistant\",\"tool_calls\":{}}]|messages[0].tool_calls is an object; give a list",
                "messages|[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"name\":\"f\"}}]}]|messages[0].tool_calls[0].id is missing",
                "messages|[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\"}]}]|messages[0].tool_calls[0].function is missing",
                "messages|[{\"role\":\"assistant\",\"tool_calls\":[{\"id\":\"1\",\"function\":{\"name\":\"f\",\"arguments\":7}}]}]|messages[0].tool_calls[0].function.arguments is a number",
            })
    void refusesAFieldOfAWrongTypeByItsName(String field, String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(field, json))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(PROMPT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"role", "tool_choice", "response_format"})
    void quotesNothingLongerThanAWord(String field) {
        String value = "\"" + PROMPT + "\"";
        String body =
                "{\"role\":\"user\",\"content\":\"x\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"%s\":%s}"
                        .formatted(field, field.equals("response_format") ? "{\"type\":" + value + "}" : value);
        String json =
                field.equals("role") ? "{\"messages\":[" + body.replaceFirst("\"role\":\"user\",", "") + "]}" : body;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiShape.read(OpenAiShape.parse(json)))
                .satisfies(e -> assertThat(e).hasMessageNotContaining(PROMPT).hasNoCause());
    }

    @Test
    void understandsEveryFieldItNames() {
        assertThat(with("temperature", "0.5").sampling().temperature()).isEqualTo(0.5);
        assertThat(with("top_p", "1").sampling().topP()).isEqualTo(1.0);
        assertThat(with("top_k", "40").sampling().topK()).isEqualTo(40);
        assertThat(with("seed", "9007199254740993").sampling().seed()).isEqualTo(9007199254740993L);
        assertThat(with("presence_penalty", "1").sampling().presencePenalty()).isEqualTo(1.0);
        assertThat(with("frequency_penalty", "-1").sampling().frequencyPenalty())
                .isEqualTo(-1.0);
        assertThat(with("stop", "[\"a\",\"b\"]").sampling().stop()).containsExactly("a", "b");
        assertThat(with("max_tokens", "100.0").output().maxTokens()).isEqualTo(100);
        assertThat(with("max_completion_tokens", "7").output().maxTokens()).isEqualTo(7);
        assertThat(with("reasoning_effort", "\"low\"").output().reasoningEffort())
                .isEqualTo("low");
        assertThat(with("logprobs", "true").output().logprobs()).isTrue();
        assertThat(with("top_logprobs", "20").output().topLogprobs()).isEqualTo(20);
        assertThat(with("user", "\"u1\"").user()).isEqualTo("u1");
        assertThat(with("parallel_tool_calls", "false").tools().parallel()).isFalse();
        assertThat(with("tool_choice", "{\"type\":\"function\",\"function\":{\"name\":\"f\"}}")
                        .tools()
                        .choice())
                .isEqualTo(new ToolChoice.Named("f"));
        assertThat(with("response_format", "{\"type\":\"json_object\"}")
                        .output()
                        .format())
                .isEqualTo(ResponseFormat.JSON);
        assertThat(with(
                                "response_format",
                                "{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"a\",\"schema\":{},\"strict\":true}}")
                        .output()
                        .format())
                .isEqualTo(new ResponseFormat.Schema("a", "{}", true));
        assertThat(with("metadata", "{\"team\":[1]}").extras())
                .isEqualTo(Map.of("metadata", Map.of("team", List.of(1))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "temperature",
                "stop",
                "tools",
                "tool_choice",
                "response_format",
                "n",
                "stream",
                "user",
                "metadata"
            })
    void takesANullForAbsent(String field) {
        assertThat(with(field, "null")).isEqualTo(ChatRequest.of(PROMPT));
    }

    @Test
    void refusesTwoLimitsThatDiffer() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        OpenAiShape.read(OpenAiShape.parse("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],"
                                + "\"max_tokens\":5,\"max_completion_tokens\":6}")))
                .withMessageContaining("max_tokens is 5 and max_completion_tokens is 6");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"messages\":[],\"messages\":[1]}", "{\"messages\":[1]} and more"})
    void refusesJsonOfWhichHalfWouldBeDropped(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiShape.parse(json))
                .withMessageContaining("not valid JSON at line 1");
    }

    /** Spring AI sends it with each result. */
    @Test
    void aToolsResultMaySayWhoseItIs() {
        String result = "{\"role\":\"tool\",\"tool_call_id\":\"1\",\"name\":\"look\",\"content\":\"x\"}";

        assertThat(with("messages", "[" + result + "]").messages()).containsExactly(ChatMessage.toolResult("1", "x"));
    }

    @Test
    void understandsWhatAnEarlierAnswerBroughtWithIt() {
        ChatMessage answer = message("{\"role\":\"assistant\",\"content\":null,\"refusal\":null,\"annotations\":[],"
                + "\"audio\":null,\"reasoning_content\":\"hm\",\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\","
                + "\"function\":{\"name\":\"look\",\"arguments\":{\"a\":1}}}]}");

        assertThat(answer.toolCalls()).containsExactly(new ToolCall("c1", "look", "{\"a\":1}"));
        assertThat(answer.reasoning()).isEqualTo("hm");
        assertThat(message("{\"role\":\"assistant\",\"refusal\":\"I cannot\"}").text())
                .isEqualTo("I cannot");
        assertThat(message("{\"role\":\"developer\",\"content\":\"\"}"))
                .isEqualTo(new ChatMessage(Role.DEVELOPER, List.of(new ContentPart.Text("")), List.of(), null));
    }

    @Test
    void refusesAMapThatHasNoFormInJsonWithoutQuotingIt() {
        Map<String, Object> odd = new HashMap<>();
        odd.put("messages", List.of(Map.of("role", "user", "content", new Object())));
        Map<String, Object> nameless = new HashMap<>(Map.of("messages", List.of(Map.of("role", "user"))));
        nameless.put(null, PROMPT);
        assertThat(List.of(odd, nameless))
                .allSatisfy(map -> assertThatIllegalArgumentException()
                        .isThrownBy(() -> OpenAiShape.read(map))
                        .withMessageContaining("has no form in JSON"));
    }

    @Test
    void namesTheMessageOfAList() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiShape.message(Map.of("role", "root"), "messages[3]"))
                .withMessageStartingWith("messages[3].role is 'root'");
    }

    @Test
    void takesNothingButAnObject() {
        JsonNode list = OpenAiShape.parse("[1]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OpenAiShape.read(list))
                .withMessageContaining("messages");
    }
}
