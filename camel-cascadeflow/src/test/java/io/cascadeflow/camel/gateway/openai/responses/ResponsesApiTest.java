package io.cascadeflow.camel.gateway.openai.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request of the Responses API asks a model. */
class ResponsesApiTest {

    private static final String PROMPT = "my own secret plan, word by word";

    private static List<ChatMessage> messages(String items) {
        return ResponseFixture.asked(items, "").request().messages();
    }

    @Test
    void aTextIsAUsersMessageAndInstructionsStandBeforeIt() {
        Asked asked = ResponseFixture.asked(",\"instructions\":\"Be brief.\"");

        assertThat(asked.model()).isEqualTo("support");
        assertThat(asked.streamed()).isFalse();
        assertThat(asked.request().messages())
                .containsExactly(ChatMessage.system("Be brief."), ChatMessage.user("What?"));
    }

    @Test
    void aToolLoopKeepsItsThoughtsCallsAndResults() {
        List<ChatMessage> messages = messages("""
                [{"role":"user","content":"Weather in Rome and Oslo?"},
                 {"type":"reasoning","id":"rs_1","summary":[],"content":[{"type":"reasoning_text","text":"two calls"}]},
                 {"type":"message","id":"msg_1","role":"assistant","status":"completed",
                  "content":[{"type":"output_text","text":"One moment.","annotations":[],"logprobs":[]}]},
                 {"type":"function_call","id":"fc_1","call_id":"call_1","name":"weather","arguments":"{\\"city\\":\\"Rome\\"}","status":"completed"},
                 {"type":"function_call","call_id":"call_2","name":"weather","arguments":"{\\"city\\":\\"Oslo\\"}"},
                 {"type":"function_call_output","call_id":"call_1","output":"sunny"},
                 {"type":"function_call_output","call_id":"call_2","output":[{"type":"input_text","text":"snow"}]},
                 {"role":"assistant","content":"Sun and snow."},
                 {"role":"user","content":[{"type":"input_text","text":"Thanks"}]}]""");

        assertThat(messages)
                .containsExactly(
                        ChatMessage.user("Weather in Rome and Oslo?"),
                        new ChatMessage(
                                Role.ASSISTANT,
                                List.of(
                                        new ContentPart.Reasoning("two calls", null, false),
                                        new ContentPart.Text("One moment.")),
                                List.of(
                                        new ToolCall("call_1", "weather", "{\"city\":\"Rome\"}"),
                                        new ToolCall("call_2", "weather", "{\"city\":\"Oslo\"}")),
                                null),
                        ChatMessage.toolResult("call_1", "sunny"),
                        ChatMessage.toolResult("call_2", "snow"),
                        ChatMessage.assistant("Sun and snow."),
                        ChatMessage.user("Thanks"));
    }

    @Test
    void oneRoundOfCallsAfterAnotherStaysTwoRounds() {
        List<ChatMessage> messages = messages("""
                [{"role":"user","content":"?"},
                 {"type":"function_call","call_id":"a","name":"f","arguments":"{}"},
                 {"type":"function_call_output","call_id":"a","output":"1"},
                 {"type":"reasoning","summary":[{"type":"summary_text","text":"again"}]},
                 {"type":"function_call","call_id":"b","name":"f","arguments":"{}"},
                 {"type":"function_call_output","call_id":"b","output":"2"}]""");

        assertThat(messages)
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER, Role.ASSISTANT, Role.TOOL, Role.ASSISTANT, Role.TOOL);
        assertThat(messages.get(3).reasoning()).isEqualTo("again");
    }

    @Test
    void twoTextsOfTheAssistantAreTwoMessages() {
        assertThat(messages("[{\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]"))
                .containsExactly(ChatMessage.assistant("a"), ChatMessage.assistant("b"));
    }

    @Test
    void imagesArePassedOnByAddressOrByValue() {
        List<ChatMessage> messages = messages("""
                [{"role":"user","content":[
                   {"type":"input_image","image_url":"https://example.org/a.png","detail":"low"},
                   {"type":"input_image","image_url":"data:image/png;base64,AAAA"}]}]""");

        assertThat(messages.get(0).content())
                .containsExactly(
                        new ContentPart.ImageUrl("https://example.org/a.png", "low"),
                        new ContentPart.ImageData("image/png", "AAAA"));
    }

    @Test
    void everythingElseFindsItsPlace() {
        ChatRequest request = ResponseFixture.asked("""
                        ,"tools":[{"type":"function","name":"look","description":"Looks.","parameters":{"type":"object"},"strict":true}],
                        "tool_choice":{"type":"function","name":"look"},"parallel_tool_calls":false,
                        "temperature":0.5,"top_p":0.9,"max_output_tokens":70,"reasoning":{"effort":"low","summary":"auto"},
                        "text":{"verbosity":"low","format":{"type":"json_schema","name":"city","schema":{"type":"object"},"strict":true}},
                        "include":["message.output_text.logprobs"],"top_logprobs":3,"user":"u1",
                        "prompt_cache_key":"k","safety_identifier":"s","metadata":{"a":"b"},
                        "store":false,"background":false,"truncation":"disabled","service_tier":"auto"
                        """).request();

        assertThat(request.tools())
                .isEqualTo(new Tools(
                        List.of(new ToolSpec("look", "Looks.", "{\"type\":\"object\"}", true)),
                        new ToolChoice.Named("look"),
                        false));
        assertThat(request.sampling())
                .isEqualTo(Sampling.DEFAULT.withTemperature(0.5).withTopP(0.9));
        assertThat(request.output())
                .isEqualTo(new Output(
                        70, new ResponseFormat.Schema("city", "{\"type\":\"object\"}", true), "low", true, 3));
        assertThat(request.user()).isEqualTo("u1");
        assertThat(request.extras())
                .isEqualTo(Map.of("verbosity", "low", "prompt_cache_key", "k", "safety_identifier", "s"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}"})
    void aFieldThatSaysNothingIsNotRefused(String nothing) {
        assertThat(ResponseFixture.asked(",\"whatever\":" + nothing).request().messages())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "previous_response_id|\"resp_1\"|previous_response_id|send the whole conversation",
                "conversation|{\"id\":\"conv_1\"}|conversation|send the whole conversation",
                "conversation|\"conv_1\"|conversation|send the whole conversation",
                "prompt|{\"id\":\"pmpt_1\"}|prompt|instructions or input",
                "store|true|store|set it to false",
                "store|\"no\"|store|true or false",
                "background|true|background|set it to false",
                "truncation|\"auto\"|truncation|disabled",
                "service_tier|\"priority\"|service_tier|auto or default",
                "max_tool_calls|3|max_tool_calls|leave it out",
                "context_management|[{\"type\":\"compaction\"}]|context_management|as input",
                "surprise|1|surprise|leave it out",
                "stop|\"a\"|stop|leave it out",
                "stream|1|stream|true or false",
                "stream_options|{\"include_obfuscation\":false}|stream_options|set stream to true",
                "tools|[{\"type\":\"web_search\"}]|tools[0].type|function",
                "tools|[{\"type\":\"mcp\",\"server_url\":\"https://example.org\"}]|tools[0].type|function",
                "tools|[{\"type\":\"function\"}]|tools[0].name|is missing",
                "tools|[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]|tools[0].function|leave it out",
                "tools|[{\"name\":\"f\"}]|tools[0].type|is missing",
                "tools|{}|tools|give a list",
                "tool_choice|\"maybe\"|tool_choice|auto, none, required",
                "tool_choice|{\"type\":\"allowed_tools\",\"mode\":\"auto\",\"tools\":[]}|tool_choice.type|function",
                "tool_choice|{\"type\":\"file_search\"}|tool_choice.type|function",
                "tool_choice|{\"type\":\"function\"}|tool_choice.name|is missing",
                "text|{\"format\":{\"type\":\"xml\"}}|text.format.type|json_schema",
                "text|{\"format\":{\"type\":\"json_schema\",\"schema\":{}}}|text.format.name|is missing",
                "text|{\"format\":{\"type\":\"json_schema\",\"name\":\"n\"}}|text.format.schema|is missing",
                "text|{\"format\":{\"type\":\"text\",\"name\":\"n\"}}|text.format.name|leave it out",
                "text|{\"colour\":\"red\"}|text.colour|leave it out",
                "text|{\"verbosity\":3}|text.verbosity|give a text",
                "reasoning|{\"summary\":\"concise\"}|reasoning.summary|auto or detailed",
                "reasoning|{\"generate_summary\":\"auto\"}|reasoning.generate_summary|leave it out",
                "reasoning|\"high\"|reasoning|give an object",
                "reasoning|{\"effort\":1}|reasoning.effort|give a text",
                "include|\"message.output_text.logprobs\"|include|a list",
                "include|[\"file_search_call.results\"]|include[0]|reasoning.encrypted_content",
                "include|[7]|include[0]|reasoning.encrypted_content",
                "top_logprobs|3|top_logprobs|add message.output_text.logprobs to include",
                "top_logprobs|21|top_logprobs|0 to 20",
                "max_output_tokens|0|max_output_tokens|whole number",
                "temperature|3|temperature|0.0 to 2.0",
                "top_p|\"x\"|top_p|a number",
                "user|1|user|give a text",
                "prompt_cache_key|1|prompt_cache_key|give a text",
                "instructions|[\"x\"]|instructions|give a text",
                "metadata|{\"a\":1}|metadata|a text",
                "metadata|\"x\"|metadata|give an object",
                "input|\"\"|input|is missing",
                "input|[]|input|has no message",
                "input|[{\"type\":\"reasoning\",\"summary\":[]}]|input|has no message",
                "input|7|input|give a text",
                "input|[{\"content\":\"x\"}]|input[0].type|is missing",
                "input|[{\"role\":\"tool\",\"content\":\"x\"}]|input[0].role|system, developer, user or assistant",
                "input|[{\"role\":\"user\"}]|input[0].content|give one of them",
                "input|[{\"role\":\"user\",\"content\":\"x\",\"name\":\"ann\"}]|input[0].name|leave it out",
                "input|[{\"role\":\"user\",\"content\":[{\"type\":\"input_file\",\"file_id\":\"f\"}]}]|input[0].content[0].type|input_image",
                "input|[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"file_id\":\"f\"}]}]|input[0].content[0].file_id|give image_url",
                "input|[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\"}]}]|input[0].content[0].image_url|is missing",
                "input|[{\"role\":\"user\",\"content\":[{\"type\":\"input_text\"}]}]|input[0].content[0].text|is missing",
                "input|[{\"type\":\"item_reference\",\"id\":\"x\"}]|input[0].type|send the item itself",
                "input|[{\"type\":\"web_search_call\",\"id\":\"x\"}]|input[0].type|function_call_output",
                "input|[{\"type\":\"function_call_output\",\"call_id\":\"a\",\"output\":\"1\"}]|input[0].call_id|send the call",
                "input|[{\"type\":\"function_call\",\"name\":\"a\"}]|input[0].call_id|is missing",
                "input|[{\"type\":\"reasoning\",\"encrypted_content\":\"gAAAAB\"}]|input[0].encrypted_content|was not made here",
                "input|[{\"type\":\"reasoning\",\"encrypted_content\":\"cf1.####\"}]|input[0].encrypted_content|was not made here",
                "input|[{\"type\":\"reasoning\",\"summary\":[{\"type\":\"other\"}]}]|input[0].summary[0].type|summary_text",
            })
    void whatCannotBeHonouredIsRefusedByNameWithTheWayOut(String field, String json, String named, String way) {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> new ResponsesApi(Clock.systemUTC())
                        .read(ResponseFixture.json("{\"model\":\"m\",\"input\":\"%s\"}".formatted(PROMPT))
                                .set(
                                        field,
                                        ResponseFixture.json("{\"x\":" + json + "}")
                                                .get("x"))))
                .satisfies(e -> {
                    assertThat(e.field()).isEqualTo(named);
                    assertThat(e).hasMessageContaining(named).hasMessageContaining(way);
                    assertThat(e.getMessage()).doesNotContain(PROMPT);
                });
    }

    @Test
    void paddingIsRefusedSinceNobodyPads() {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() ->
                        ResponseFixture.asked(",\"stream\":true,\"stream_options\":{\"include_obfuscation\":true}"))
                .satisfies(e -> assertThat(e.field()).isEqualTo("stream_options.include_obfuscation"));
    }

    @Test
    void aModelIsNeeded() {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> new ResponsesApi(Clock.systemUTC()).read(ResponseFixture.json("{\"input\":\"x\"}")))
                .satisfies(e -> assertThat(e.field()).isEqualTo("model"));
    }

    @Test
    void aFaultIsToldInOpenAisWords() {
        assertThat(new ResponsesApi(Clock.systemUTC())
                        .refusal(Fault.ofParameter("store", "is true"), "req_1")
                        .body())
                .hasToString("""
                        {"error":{"message":"is true","type":"invalid_request_error","param":"store","code":null}}""");
    }
}
