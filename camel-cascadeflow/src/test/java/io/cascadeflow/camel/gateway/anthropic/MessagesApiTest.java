package io.cascadeflow.camel.gateway.anthropic;

import static io.cascadeflow.camel.gateway.anthropic.Requests.messages;
import static io.cascadeflow.camel.gateway.anthropic.Requests.read;
import static io.cascadeflow.camel.gateway.anthropic.Requests.request;
import static io.cascadeflow.camel.gateway.anthropic.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.model.CacheTtl;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.Serving;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each field of a Messages request has its effect. */
class MessagesApiTest {

    @Test
    void theLeastIsAModelALimitAndAQuestion() {
        Asked asked = read(with(""));

        assertThat(asked.model()).isEqualTo("m");
        assertThat(asked.streamed()).isFalse();
        assertThat(asked.request()).isEqualTo(ChatRequest.of("Hello").withOutput(Output.DEFAULT.withMaxTokens(9000)));
        assertThat(read(with("'stream':true")).streamed()).isTrue();
    }

    @Test
    void instructionsComeFirstAsATextOrAsBlocks() {
        assertThat(request("'system':'Be brief.'").messages())
                .containsExactly(ChatMessage.system("Be brief."), ChatMessage.user("Hello"));
        assertThat(request("'system':[{'type':'text','text':'A'},"
                                + "{'type':'text','text':'B','cache_control':{'type':'ephemeral'}}]")
                        .messages()
                        .get(0)
                        .content())
                .containsExactly(new ContentPart.Text("A"), new ContentPart.Text("B", CacheTtl.FIVE_MINUTES));
        assertThat(request("'system':''").messages()).hasSize(1);
    }

    @Test
    void aUserSaysTextsAndImages() {
        ChatRequest request = messages("{'role':'user','content':[{'type':'text','text':'See'},"
                + "{'type':'image','source':{'type':'url','url':'https://example.org/a.png'}},"
                + "{'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBO'},"
                + "'cache_control':{'type':'ephemeral','ttl':'1h'}}]}");

        assertThat(request.messages())
                .containsExactly(new ChatMessage(
                        Role.USER,
                        List.of(
                                new ContentPart.Text("See"),
                                new ContentPart.ImageUrl("https://example.org/a.png", null),
                                new ContentPart.ImageData("image/png", "iVBO", CacheTtl.ONE_HOUR)),
                        List.of(),
                        null));
    }

    @Test
    void resultsOfToolsAreMessagesOfTheirOwnBeforeWhatTheUserSays() {
        ChatRequest request = messages("{'role':'user','content':'Weather?'},"
                + "{'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':'seal'},"
                + "{'type':'redacted_thinking','data':'xyz'},{'type':'text','text':'I look.'},"
                + "{'type':'tool_use','id':'t1','name':'w','input':{'c':'Rome'},'caller':{'type':'direct'}},"
                + "{'type':'tool_use','id':'t2','name':'w','input':{},'cache_control':{'type':'ephemeral'}}]},"
                + "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t1','content':'Sun'},"
                + "{'type':'tool_result','tool_use_id':'t2','is_error':true,'cache_control':{'type':'ephemeral'},"
                + "'content':[{'type':'text','text':'no'},{'type':'image','source':{'type':'url','url':'u'}}]},"
                + "{'type':'text','text':'Well?'}]}");

        assertThat(request.messages())
                .containsExactly(
                        ChatMessage.user("Weather?"),
                        new ChatMessage(
                                Role.ASSISTANT,
                                List.of(
                                        new ContentPart.Reasoning("hm", "seal", false),
                                        new ContentPart.Reasoning("xyz", null, true),
                                        new ContentPart.Text("I look.")),
                                List.of(
                                        new ToolCall("t1", "w", "{\"c\":\"Rome\"}"),
                                        new ToolCall("t2", "w", "{}", CacheTtl.FIVE_MINUTES)),
                                null),
                        ChatMessage.toolResult("t1", "Sun"),
                        new ChatMessage(
                                Role.TOOL,
                                List.of(new ContentPart.Text("no"), new ContentPart.ImageUrl("u", null)),
                                List.of(),
                                "t2",
                                true,
                                CacheTtl.FIVE_MINUTES),
                        ChatMessage.user("Well?"));
        assertThat(request.question()).isEqualTo("Well?");
    }

    @Test
    void aToolMayReturnNothingAndTwoOfOneSideMayFollowEachOther() {
        assertThat(messages(
                                "{'role':'user','content':'A'},{'role':'user','content':[{'type':'tool_result','tool_use_id':'t'}]},"
                                        + "{'role':'assistant','content':'B'},{'role':'assistant','content':'C'}")
                        .messages())
                .containsExactly(
                        ChatMessage.user("A"),
                        new ChatMessage(Role.TOOL, List.of(), List.of(), "t"),
                        ChatMessage.assistant("B"),
                        ChatMessage.assistant("C"));
    }

    /** So are thoughts told that have none: the empty seal is nobody's. */
    @Test
    void anEmptySealIsNone() {
        assertThat(messages("{'role':'user','content':'A'},{'role':'assistant','content':"
                                + "[{'type':'thinking','thinking':'hm','signature':''}]},{'role':'user','content':'B'}")
                        .messages()
                        .get(1)
                        .content())
                .containsExactly(new ContentPart.Reasoning("hm", null, false));
    }

    @Test
    void tokensAreDrawnAsAsked() {
        assertThat(request("'temperature':0.25,'top_p':0.5,'top_k':7,'stop_sequences':['END','X']")
                        .sampling())
                .isEqualTo(new Sampling(0.25, 0.5, 7, null, null, null, List.of("END", "X")));
    }

    @Test
    void whoAsksAndHowItIsServed() {
        assertThat(request("'metadata':{'user_id':'u-1'}").user()).isEqualTo("u-1");
        assertThat(request("'service_tier':'auto'").serving()).isEqualTo(Serving.DEFAULT);
        assertThat(request("'service_tier':'standard_only','cache_control':{'type':'ephemeral','ttl':'5m'}")
                        .serving())
                .isEqualTo(new Serving(CacheTtl.FIVE_MINUTES, true));
        assertThat(request("'metadata':{},'service_tier':'standard_only'").extras())
                .isEqualTo(Map.of());
    }

    @Test
    void toolsAndTheChoiceAmongThem() {
        String tools = "'tools':[{'type':'custom','name':'w','description':'Weather','strict':true,"
                + "'cache_control':{'type':'ephemeral'},'input_schema':{'type':'object'}},"
                + "{'name':'clock','input_schema':{'type':'object'}}],";
        List<ToolSpec> specs = List.of(
                new ToolSpec("w", "Weather", "{\"type\":\"object\"}", true, CacheTtl.FIVE_MINUTES),
                new ToolSpec("clock", "", "{\"type\":\"object\"}", null));

        assertThat(request(tools + "'tool_choice':{'type':'auto','disable_parallel_tool_use':true}")
                        .tools())
                .isEqualTo(new Tools(specs, ToolChoice.AUTO, false));
        assertThat(request(tools + "'tool_choice':{'type':'any'}").tools())
                .isEqualTo(new Tools(specs, ToolChoice.REQUIRED, null));
        assertThat(request(tools + "'tool_choice':{'type':'tool','name':'w','disable_parallel_tool_use':false}")
                        .tools())
                .isEqualTo(new Tools(specs, new ToolChoice.Named("w"), true));
        assertThat(request(tools + "'tool_choice':{'type':'none'}").tools())
                .isEqualTo(new Tools(specs, ToolChoice.NONE, null));
    }

    @Test
    void thinkingIsAskedForInThreeWays() {
        assertThat(request("'thinking':{'type':'enabled','budget_tokens':4096}")
                        .output()
                        .thinking())
                .isEqualTo(Thinking.within(4096));
        assertThat(request("'thinking':{'type':'adaptive','display':'summarized'}")
                        .output()
                        .thinking())
                .isEqualTo(Thinking.ON.withSummary());
        assertThat(request("'thinking':{'type':'disabled'}").output().thinking())
                .isEqualTo(Thinking.OFF);
        assertThat(request("'output_config':{'effort':'low'}").output().thinking())
                .isEqualTo(Thinking.USUAL);
        assertThat(request("").output().thinking()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'enabled','budget_tokens':1024}  |     | minimal",
                "{'type':'enabled','budget_tokens':8191}  |     | low",
                "{'type':'enabled','budget_tokens':8192}  |     | medium",
                "{'type':'enabled','budget_tokens':20000} |     | high",
                "{'type':'enabled','budget_tokens':1024}  | max | max",
                "{'type':'adaptive'}                      |     | ",
                "{'type':'adaptive'}                      | low | low",
                "{'type':'disabled'}                      | high| none",
            })
    void whoKnowsOnlyEffortsGetsTheNearest(String thinking, @Nullable String effort, @Nullable String nearest) {
        String fields = "'max_tokens':30000,'thinking':" + thinking
                + (effort == null ? "" : ",'output_config':{'effort':'" + effort + "'}");

        assertThat(request(fields).output().effort()).isEqualTo(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'output_config':{'format':FORMAT}", "'output_format':FORMAT"})
    void theFormOfTheAnswer(String field) {
        String format = "{'type':'json_schema','schema':{'type':'object'}}";
        assertThat(request(field.replace("FORMAT", format)).output().format())
                .isEqualTo(new ResponseFormat.Schema("answer", "{\"type\":\"object\"}", false));
    }

    @Test
    void aThinkingModelTakesTheUsualDraw() {
        assertThat(request("'thinking':{'type':'adaptive'},'temperature':1,'top_p':0.95")
                        .sampling()
                        .topP())
                .isEqualTo(0.95);
    }
}
