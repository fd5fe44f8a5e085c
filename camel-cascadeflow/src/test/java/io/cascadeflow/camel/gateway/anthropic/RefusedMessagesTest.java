package io.cascadeflow.camel.gateway.anthropic;

import static io.cascadeflow.camel.gateway.anthropic.Requests.read;
import static io.cascadeflow.camel.gateway.anthropic.Requests.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be honoured is refused, and the client is told what it was. */
class RefusedMessagesTest {

    private static FieldException refused(ObjectNode json) {
        FieldException refused = catchThrowableOfType(FieldException.class, () -> read(json));
        assertThat(refused).as(json.toString()).isNotNull();
        return refused;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'model':null                                             | model",
                "'model':' '                                              | model",
                "'model':7                                                | model",
                "'max_tokens':null                                        | max_tokens",
                "'max_tokens':0                                           | max_tokens",
                "'max_tokens':1.5                                         | max_tokens",
                "'max_tokens':'9'                                         | max_tokens",
                "'max_tokens':99999999999                                 | max_tokens",
                "'messages':[]                                            | messages",
                "'messages':'hi'                                          | messages",
                "'messages':[7]                                           | messages[0]",
                "'stream':'yes'                                           | stream",
                "'temperature':1.1                                        | temperature",
                "'temperature':-0.1                                       | temperature",
                "'top_p':2                                                | top_p",
                "'top_k':0                                                | top_k",
                "'stop_sequences':'END'                                   | stop_sequences",
                "'stop_sequences':['a',' ']                               | stop_sequences[1]",
                "'metadata':{'user_id':7}                                 | metadata.user_id",
                "'metadata':{'team':'x'}                                  | metadata.team",
                "'service_tier':'priority'                                | service_tier",
                "'system':7                                               | system",
                "'system':[{'type':'image'}]                              | system[0].type",
                "'system':[{'type':'text'}]                               | system[0].text",
                "'system':[{'type':'text','text':'a','cache_control':{'type':'ephemeral','ttl':'2h'}}]|system[0].cache_control.ttl",
                "'cache_control':{'type':'eternal'}                       | cache_control.type",
                "'cache_control':{}                                       | cache_control.type",
                "'cache_control':{'type':'ephemeral','scope':'global'}    | cache_control.scope",
                "'thinking':{'type':'enabled'}                            | thinking.budget_tokens",
                "'thinking':{'type':'enabled','budget_tokens':1023}       | thinking.budget_tokens",
                "'thinking':{'type':'enabled','budget_tokens':9000}       | thinking.budget_tokens",
                "'thinking':{'type':'adaptive','budget_tokens':2000}      | thinking.budget_tokens",
                "'thinking':{'type':'adaptive','display':'omitted'}       | thinking.display",
                "'thinking':{'type':'disabled','display':'summarized'}    | thinking.display",
                "'thinking':{'type':'deep'}                               | thinking.type",
                "'thinking':{'type':'adaptive'},'temperature':0.5         | temperature",
                "'thinking':{'type':'adaptive'},'top_p':0.9               | top_p",
                "'thinking':{'type':'adaptive'},'top_k':5                 | top_k",
                "'output_config':{'effort':'none'}                        | output_config.effort",
                "'output_config':{'task_budget':{'total':5}}              | output_config.task_budget",
                "'output_config':{'format':{'type':'json_object'}}        | output_config.format.type",
                "'output_config':{'format':{'type':'json_schema'}}        | output_config.format.schema",
                "'output_format':{'type':'json_schema'}                   | output_format.schema",
                "'output_config':{'format':{'type':'json_schema','schema':{}}},'output_format':{'type':'json_schema','schema':{}} | output_format",
            })
    void whatIsWrongIsNamed(String fields, String field) {
        assertThat(refused(with(fields)))
                .satisfies(refused -> assertThat(refused.field()).isEqualTo(field))
                .hasMessageContaining(field);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'container':'c'",
                "'mcp_servers':[{'url':'https://example.org'}]",
                "'context_management':{'edits':[1]}",
                "'inference_geo':'us'",
                "'speed':'fast'",
                "'n':2",
                "'betas':['x']",
            })
    void whatIsNotServedIsNamed(String field) {
        assertThat(refused(with(field)).field()).isEqualTo(field.split("'")[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','content':'x'}                                        | [0].role",
                "{'role':'system','content':'x'}                                           | [0].role",
                "{'content':'x'}                                                           | [0].role",
                "{'role':'user'}                                                           | [0].content",
                "{'role':'user','content':''}                                              | [0].content",
                "{'role':'user','content':[]}                                              | [0].content",
                "{'role':'user','content':7}                                               | [0].content",
                "{'role':'user','content':[{'type':'text','text':' '}]}                    | [0].content",
                "{'role':'user','content':['x']}                                           | [0].content[0]",
                "{'role':'user','content':'x','name':'y'}                                  | [0].name",
                "{'role':'user','content':[{'type':'text','text':7}]}                      | [0].content[0].text",
                "{'role':'user','content':[{'type':'document','source':{}}]}               | [0].content[0].type",
                "{'role':'user','content':[{'type':'search_result'}]}                      | [0].content[0].type",
                "{'role':'user','content':[{'type':'thinking','thinking':'x'}]}            | [0].content[0].type",
                "{'role':'user','content':[{'type':'text','text':'x','citations':[{}]}]}   | [0].content[0].citations",
                "{'role':'user','content':[{'type':'image'}]}                              | [0].content[0].source",
                "{'role':'user','content':[{'type':'image','source':{'type':'file','file_id':'f'}}]}|[0].content[0].source.type",
                "{'role':'user','content':[{'type':'image','source':{'type':'url'}}]}      | [0].content[0].source.url",
                "{'role':'user','content':[{'type':'image','source':{'type':'base64','media_type':'image/bmp','data':'x'}}]}"
                        + "|[0].content[0].source.media_type",
                "{'role':'user','content':[{'type':'tool_result','content':'x'}]}          | [0].content[0].tool_use_id",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','is_error':'no'}]}|[0].content[0].is_error",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'t','content':[{'type':'document'}]}]}"
                        + "|[0].content[0].content[0].type",
                "{'role':'user','content':'x'},{'role':'assistant','content':[]}           | [1].content",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'server_tool_use'}]}|[1].content[0].type",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'image'}]}|[1].content[0].type",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'thinking'}]}|[1].content[0].thinking",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'redacted_thinking'}]}|[1].content[0].data",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','name':'n','input':{}}]}"
                        + "|[1].content[0].id",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'n'}]}"
                        + "|[1].content[0].input",
                "{'role':'user','content':'x'},{'role':'assistant','content':[{'type':'tool_use','id':'t','name':'n','input':{},"
                        + "'caller':{'type':'code'}}]}|[1].content[0].caller.type",
            })
    void whatIsWrongInAMessageIsNamed(String messages, String field) {
        assertThat(refused(with("'messages':[" + messages + "]")).field()).isEqualTo("messages" + field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'tools':[{'type':'web_search_20250305','name':'web_search'}]              | tools[0].type",
                "'tools':[{'type':'bash_20250124','name':'bash'}]                          | tools[0].type",
                "'tools':[{'name':'t'}]                                                    | tools[0].input_schema",
                "'tools':[{'name':'a b','input_schema':{}}]                                | tools[0].name",
                "'tools':[{'input_schema':{}}]                                             | tools[0].name",
                "'tools':[{'name':'t','input_schema':{},'defer_loading':true}]             | tools[0].defer_loading",
                "'tools':[{'name':'t','input_schema':{},'cache_control':{'type':'x'}}]     | tools[0].cache_control.type",
                "'tool_choice':{'type':'any'}                                              | tool_choice.type",
                "'tool_choice':{'type':'some'}                                             | tool_choice.type",
                "'tool_choice':'auto'                                                      | tool_choice",
                "'tool_choice':{'type':'none','disable_parallel_tool_use':true}            | tool_choice.disable_parallel_tool_use",
                "'tool_choice':{'type':'auto','name':'t'}                                  | tool_choice.name",
                "'tools':[{'name':'t','input_schema':{}}],'tool_choice':{'type':'tool','name':'u'} | tool_choice.name",
                "'tools':[{'name':'t','input_schema':{}}],'tool_choice':{'type':'tool'}    | tool_choice.name",
                "'tools':[{'name':'t','input_schema':{}}],'tool_choice':{'type':'any'},'thinking':{'type':'adaptive'} | tool_choice",
            })
    void whatIsWrongWithToolsIsNamed(String fields, String field) {
        assertThat(refused(with(fields)).field()).isEqualTo(field);
    }

    @Test
    void nothingOfAPromptIsInTheMessage() {
        assertThat(refused(with("'messages':[{'role':'my secret words','content':'x'}]")))
                .hasMessageNotContaining("secret");
    }

    @Test
    void aRefusalIsWordedAsAnthropicDoes() {
        Refusal refusal = new MessagesApi().refusal(Fault.ofParameter("max_tokens", "max_tokens is missing"), "req_1");

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.body())
                .hasToString("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
                        + "\"message\":\"max_tokens is missing\"},\"request_id\":\"req_1\"}");
    }
}
