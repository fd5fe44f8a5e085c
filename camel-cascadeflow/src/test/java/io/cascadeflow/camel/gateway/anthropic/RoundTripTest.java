package io.cascadeflow.camel.gateway.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.anthropic.AnthropicProtocol;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Anthropic client asks is what an Anthropic tier is asked. */
class RoundTripTest {

    static final String EVERYTHING = """
            {'model':'claude-sonnet-4-5','max_tokens':9000,
            'system':[{'type':'text','text':'You help.'},
              {'type':'text','text':'Long rules.','cache_control':{'type':'ephemeral','ttl':'1h'}}],
            'messages':[
              {'role':'user','content':[{'type':'text','text':'See','cache_control':{'type':'ephemeral'}},
                {'type':'image','source':{'type':'url','url':'https://example.org/a.png'}},
                {'type':'image','source':{'type':'base64','media_type':'image/png','data':'iVBO'},
                 'cache_control':{'type':'ephemeral'}}]},
              {'role':'assistant','content':[{'type':'thinking','thinking':'hm','signature':'seal'},
                {'type':'redacted_thinking','data':'xyz'},
                {'type':'text','text':'I look.'},
                {'type':'tool_use','id':'toolu_1','name':'weather','input':{'city':'Rome','days':1.50}},
                {'type':'tool_use','id':'toolu_2','name':'clock','input':{},'cache_control':{'type':'ephemeral','ttl':'1h'}}]},
              {'role':'user','content':[
                {'type':'tool_result','tool_use_id':'toolu_1','content':[{'type':'text','text':'Sun'},
                  {'type':'image','source':{'type':'url','url':'https://example.org/b.png'}}]},
                {'type':'tool_result','tool_use_id':'toolu_2','content':[{'type':'text','text':'no clock'}],
                 'is_error':true,'cache_control':{'type':'ephemeral'}},
                {'type':'text','text':'Well?'}]}],
            'tools':[{'name':'weather','description':'Tells it','input_schema':{'type':'object',
                'properties':{'city':{'type':'string'}}},'strict':true},
              {'name':'clock','input_schema':{'type':'object'},'cache_control':{'type':'ephemeral'}}],
            'tool_choice':{'type':'auto','disable_parallel_tool_use':true},
            'thinking':{'type':'enabled','budget_tokens':4096,'display':'summarized'},
            'top_p':0.95,'stop_sequences':['END'],
            'output_config':{'format':{'type':'json_schema','schema':{'type':'object'}}},
            'metadata':{'user_id':'u-1'},'service_tier':'standard_only','cache_control':{'type':'ephemeral','ttl':'1h'}}
            """;

    private final AnthropicProtocol protocol = AnthropicProtocol.withoutKey(
            ProviderSettings.of("anthropic").withEnvironment(name -> null), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

    private JsonNode sent(ObjectNode asked) throws JsonProcessingException {
        Asked question = Requests.read(asked);
        byte[] body = protocol.encode(new ChatCall(question.model(), question.request(), Instant.MAX, "key"), Set.of())
                .body();
        return WireJson.parse(new String(body, StandardCharsets.UTF_8));
    }

    @Test
    void everythingGoesOutAsItCameIn() throws Exception {
        ObjectNode asked = Requests.json(EVERYTHING);

        assertThat(sent(asked)).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'model':'claude-opus-4-6','thinking':{'type':'adaptive'}",
                "'model':'claude-opus-4-6','thinking':{'type':'adaptive'},'output_config':{'effort':'max'}",
                "'model':'claude-opus-4-7','thinking':{'type':'adaptive','display':'summarized'},'output_config':{'effort':'xhigh'}",
                "'model':'claude-opus-4-6','output_config':{'effort':'low'}",
                "'model':'claude-opus-5','thinking':{'type':'disabled'},'output_config':{'effort':'low'}",
                "'model':'claude-sonnet-4-5','temperature':0.5,'top_k':7",
                "'model':'claude-sonnet-4-5','thinking':{'type':'enabled','budget_tokens':8999}",
                "'tools':[{'name':'t','input_schema':{'type':'object'}}],'tool_choice':{'type':'any'}",
                "'tools':[{'name':'t','input_schema':{'type':'object'}}],"
                        + "'tool_choice':{'type':'tool','name':'t','disable_parallel_tool_use':false}",
                "'tools':[{'name':'t','input_schema':{'type':'object'}}],'tool_choice':{'type':'none'}",
                "'cache_control':{'type':'ephemeral'}"
            })
    void whatAModelTakesIsSentAsItIs(String fields) throws Exception {
        ObjectNode asked =
                Requests.with("'messages':[{'role':'user','content':[{'type':'text','text':'Hi'}]}]," + fields);

        assertThat(sent(asked)).isEqualTo(asked);
    }

    /** A cascade asks models of several generations: each is told in its own way. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "claude-opus-4-7   |{'type':'enabled','budget_tokens':8500}|{'type':'adaptive'}|medium",
                "claude-opus-4-6   |{'type':'enabled','budget_tokens':2048}|{'type':'adaptive'}|low",
                "claude-sonnet-4-5 |{'type':'adaptive'}|{'type':'enabled','budget_tokens':6750}|",
                "claude-3-5-haiku  |{'type':'enabled','budget_tokens':2048}|{}|",
                "claude-sonnet-4-5 |{'type':'disabled'}|{}|",
            })
    void thinkingIsSaidInTheModelsWay(String model, String asked, String thinking, String effort) throws Exception {
        JsonNode sent = sent(Requests.with("'model':'" + model + "','thinking':" + asked));

        assertThat(sent.path("thinking").isMissingNode() ? Requests.json("{}") : sent.path("thinking"))
                .isEqualTo(Requests.json(thinking));
        assertThat(sent.at("/output_config/effort").textValue()).isEqualTo(effort);
    }
}
