package io.cascadeflow.camel.gateway.anthropic;

import static io.cascadeflow.camel.eip.CascadeDefinition.cascade;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.ReplySink;
import io.cascadeflow.provider.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From Anthropic's server through a cascade to Anthropic's client: what it gets, it can send back. */
@Timeout(60)
class ThoughtsOverTheWireTest {

    private static final String CONTENT = """
            [{"type":"thinking","thinking":"Let me look.","signature":"c2VhbA=="},
             {"type":"redacted_thinking","data":"b3BhcXVl"},
             {"type":"thinking","thinking":"","signature":"YmFyZQ=="},
             {"type":"text","text":"I look."},
             {"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Rome"}}]""";

    private static final List<String> EVENTS = List.of(
            "{'type':'message_start','message':{'id':'msg_1','type':'message','role':'assistant','model':'claude-2026',"
                    + "'content':[],'stop_reason':null,'usage':{'input_tokens':9,'output_tokens':1}}}",
            "{'type':'ping'}",
            "{'type':'content_block_start','index':0,'content_block':{'type':'thinking','thinking':'','signature':''}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'Let me '}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'look.'}}",
            "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'c2VhbA=='}}",
            "{'type':'content_block_stop','index':0}",
            "{'type':'content_block_start','index':1,'content_block':{'type':'redacted_thinking','data':'b3BhcXVl'}}",
            "{'type':'content_block_stop','index':1}",
            "{'type':'content_block_start','index':2,'content_block':{'type':'thinking','thinking':'','signature':''}}",
            "{'type':'content_block_delta','index':2,'delta':{'type':'signature_delta','signature':'YmFyZQ=='}}",
            "{'type':'content_block_stop','index':2}",
            "{'type':'content_block_start','index':3,'content_block':{'type':'text','text':''}}",
            "{'type':'content_block_delta','index':3,'delta':{'type':'text_delta','text':'I look.'}}",
            "{'type':'content_block_stop','index':3}",
            "{'type':'content_block_start','index':4,'content_block':"
                    + "{'type':'tool_use','id':'toolu_1','name':'weather','input':{}}}",
            "{'type':'content_block_delta','index':4,'delta':"
                    + "{'type':'input_json_delta','partial_json':'{\\'city\\':\\'Rome\\'}'}}",
            "{'type':'content_block_stop','index':4}",
            "{'type':'message_delta','delta':{'stop_reason':'tool_use','stop_sequence':null},"
                    + "'usage':{'output_tokens':30}}",
            "{'type':'message_stop'}");

    private static final String ASKED = "'messages':[{'role':'user','content':'Weather?'}],"
            + "'thinking':{'type':'enabled','budget_tokens':2048},"
            + "'tools':[{'name':'weather','input_schema':{'type':'object'}}]";

    private final FakeProvider provider = FakeProvider.start();
    private final CamelContext camel = new DefaultCamelContext();

    private void open() throws Exception {
        open("");
    }

    private void open(String options) throws Exception {
        camel.getRegistry().bind("sure", (Gate) draft -> Assessment.of(0.9));
        camel.getRegistry().bind("prices", "models: {'anthropic:claude-sonnet-4-5': {input: 1, output: 1}}");
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:prices");
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                cascade(from("direct:support"))
                        .gate("#sure")
                        .tier("small")
                        .acceptAbove(0.5)
                        .to("cascadeflow:anthropic:claude-sonnet-4-5?apiKey=k&maxRetries=0&baseUrl=" + provider.uri()
                                + options)
                        .end();
            }
        });
        camel.start();
    }

    @AfterEach
    void close() {
        camel.stop();
        provider.close();
    }

    private static FakeAnswer streamed() {
        return FakeAnswer.stream(
                "text/event-stream",
                EVENTS.stream()
                        .map(event -> "data: " + event.replace('\'', '"') + "\n\n")
                        .toList(),
                Duration.ZERO);
    }

    private static FakeAnswer whole() {
        return FakeAnswer.json(
                200,
                "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-2026\",\"content\":"
                        + CONTENT
                        + ",\"stop_reason\":\"tool_use\",\"usage\":{\"input_tokens\":9,\"output_tokens\":30}}");
    }

    /** What a client hears of a stream. */
    private static final class Client implements ReplySink {

        private final Asked.Stream stream;
        private final StringBuilder heard = new StringBuilder();

        Client(Asked asked) {
            stream = asked.stream();
        }

        @Override
        public synchronized CompletionStage<Void> accept(ReplyEvent event) {
            heard.append(stream.of(event));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletableFuture<Void> stop() {
            return new CompletableFuture<>();
        }

        synchronized List<ObjectNode> end() {
            return (heard + stream.end(null))
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line ->
                            WireJson.objectIn(line.substring("data: ".length())).orElseThrow())
                    .toList();
        }
    }

    /** A server may give the reply in one piece although a stream was asked for. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamedThoughtKeepsItsSeal(boolean inPieces) throws Exception {
        provider.answer(inPieces ? streamed() : whole()).answer(whole());
        open();
        Asked asked = Requests.read(Requests.with(ASKED + ",'stream':true"));
        Client client = new Client(asked);

        Exchange exchange = camel.createProducerTemplate().request("direct:support", asking -> {
            asking.getMessage().setBody(asked.request());
            asking.setProperty(CascadeFlowProperties.SINK, client);
        });

        assertThat(exchange.getException()).isNull();
        List<ObjectNode> events = client.end();
        ArrayNode content = Accumulated.ofWire(events);
        assertThat(content).isEqualTo(WireJson.parse(CONTENT));
        assertThat(events.get(0).at("/message/model").asText()).isEqualTo("claude-2026");
        comesBackAsItCame(content);
    }

    @Test
    void theQuestionsOwnThinkingWinsOverTheEndpointsEffort() throws Exception {
        provider.answer(whole());
        open("&reasoningEffort=high");

        camel.createProducerTemplate()
                .request(
                        "direct:support",
                        asking -> asking.getMessage()
                                .setBody(Requests.read(Requests.with(ASKED)).request()));

        byte[] sent = provider.onlyRequest().body();
        assertThat(WireJson.parse(new String(sent, StandardCharsets.UTF_8)).path("thinking"))
                .hasToString("{\"type\":\"enabled\",\"budget_tokens\":2048}");
    }

    @Test
    void aWholeThoughtKeepsItsSeal() throws Exception {
        provider.answer(whole());
        open();
        Asked asked = Requests.read(Requests.with(ASKED));

        Exchange exchange = camel.createProducerTemplate()
                .request("direct:support", asking -> asking.getMessage().setBody(asked.request()));

        Draft draft = exchange.getProperty(CascadeFlowProperties.DRAFT, Draft.class);
        assertThat(asked.answer(draft.reply()).path("content")).isEqualTo(WireJson.parse(CONTENT));
    }

    /** The client's next question reaches the provider with the thoughts as the provider gave them. */
    private void comesBackAsItCame(ArrayNode content) throws JsonProcessingException {
        ObjectNode next = Requests.with(ASKED);
        ObjectNode said = next.withArray("messages").addObject().put("role", "assistant");
        said.set("content", content);
        next.withArray("messages")
                .add(Requests.json(
                        "{'role':'user','content':[{'type':'tool_result','tool_use_id':'toolu_1','content':'Sun'}]}"));
        camel.createProducerTemplate()
                .request(
                        "direct:support",
                        asking ->
                                asking.getMessage().setBody(Requests.read(next).request()));

        byte[] sent = provider.requests().get(1).body();
        assertThat(WireJson.parse(new String(sent, StandardCharsets.UTF_8)).at("/messages/1/content"))
                .isEqualTo(WireJson.parse(CONTENT));
    }
}
