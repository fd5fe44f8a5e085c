package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that need what their model does not have: refused before the call, or served as the option says, and told. */
@Timeout(60)
class UnsupportedInRoutesTest {

    private static final String SCHEMA =
            "jsonSchema=RAW({\"type\":\"object\",\"required\":[\"city\"],\"properties\":{\"city\":{\"type\":\"string\"}}})";
    private static final String BERN = "{\\\"city\\\":\\\"Bern\\\"}";
    private static final String DEGRADE = "onUnsupported=degrade";
    private static final ToolSpec TOOL = new ToolSpec("weather", "Tells the weather", "{\"type\":\"object\"}", null);

    private final FakeProvider fake = FakeProvider.start();
    private ProbeContext context;

    @BeforeEach
    void start() {
        context = new ProbeContext();
    }

    @AfterEach
    void stop() {
        context.close();
        fake.close();
    }

    private static FakeAnswer saying(String text) {
        return FakeAnswer.json(200, """
                {"id":"c","object":"chat.completion","model":"served","choices":[{"index":0,"finish_reason":"stop",
                "message":{"role":"assistant","content":"%s"}}],"usage":{"prompt_tokens":10,"completion_tokens":5}}""".formatted(text));
    }

    private static FakeAnswer refusing(String code, String parameter) {
        return FakeAnswer.json(400, """
                {"error":{"message":"no","type":"invalid_request_error","code":"%s","param":"%s"}}""".formatted(code, parameter));
    }

    private Exchange ask(String model, Object body, String... options) {
        String base = "cascadeflow:" + model + "?apiKey=k&maxRetries=0&baseUrl=" + fake.uri() + "/v1";
        return context.ask(options.length == 0 ? base : base + "&" + String.join("&", options), body);
    }

    private static ProviderException refusal(Exchange exchange) {
        assertThat(exchange.getException()).isInstanceOf(ProviderException.class);
        return Objects.requireNonNull(exchange.getException(ProviderException.class));
    }

    private JsonNode sent(int index) throws Exception {
        return new ObjectMapper().readTree(fake.requests().get(index).text());
    }

    private static Object unsupported(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return Optional.ofNullable(exchange.getMessage().getHeader(CascadeFlowConstants.UNSUPPORTED))
                .orElse("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"deepseek:deepseek-chat", "anthropic:claude-3-haiku"})
    void aSchemaThatTheModelDoesNotTakeIsRefusedBeforeTheCall(String model) {
        ProviderException refusal = refusal(ask(model, "Where?", SCHEMA));
        assertThat(refusal.kind()).isEqualTo(Kind.UNSUPPORTED_PARAMETER);
        assertThat(refusal.parameter()).isEqualTo("schema");
        assertThat(refusal)
                .hasMessageContainingAll(model, "jsonSchema", "nothing was asked", "onUnsupported=degrade")
                .hasMessageNotContainingAny("Where?", "city");
        assertThat(fake.requests()).isEmpty();
        assertThat(context.lines()).isEmpty();
    }

    @Test
    void aSchemaIsAskedForInWordsWhereThatMayBe() throws Exception {
        fake.answer(saying(BERN));
        Exchange answer = ask("deepseek:deepseek-chat", "Where?", SCHEMA, DEGRADE, "systemMessage=Be brief");
        assertThat(unsupported(answer)).isEqualTo("schema");
        assertThat(answer.getMessage().getBody()).isEqualTo("{\"city\":\"Bern\"}");
        assertThat(answer.getMessage().getHeader(CascadeFlowConstants.REASON)).isNull();
        JsonNode sent = sent(0);
        assertThat(sent.has("response_format")).isFalse();
        assertThat(sent.path("messages").path(0).path("content").asText()).contains("JSON Schema", "\"required\"");
        assertThat(sent.path("messages").path(1).path("content").asText()).isEqualTo("Be brief");
    }

    @ParameterizedTest
    @ValueSource(strings = {"In Bern.", "{\\\"town\\\":\\\"Bern\\\"}", "{\\\"city\\\":7}"})
    void anAnswerThatIsNotOfTheFormIsFoundOut(String text) {
        fake.answer(saying(text));
        Exchange answer = ask("deepseek:deepseek-chat", "Where?", SCHEMA, DEGRADE);
        assertThat(unsupported(answer)).isEqualTo("schema");
        assertThat(answer.getMessage().getHeader(CascadeFlowConstants.CONFIDENCE))
                .isEqualTo(0.0);
        assertThat(answer.getMessage().getHeader(CascadeFlowConstants.REASON, String.class))
                .contains("WRONG_FORMAT");
    }

    @Test
    void whatAModelHasIsNotTouched() throws Exception {
        fake.answer(saying(BERN));
        assertThat(unsupported(ask("openai:gpt-4o-mini", "Where?", SCHEMA, DEGRADE)))
                .isEqualTo("nothing");
        assertThat(sent(0).path("response_format").path("type").asText()).isEqualTo("json_schema");
    }

    @Test
    void logprobsOfTheRequestAreNeededAndThoseOfTheOptionsAreAWish() {
        fake.answer(saying(BERN));
        ChatRequest asked = ChatRequest.of("Where?").withOutput(Output.DEFAULT.withLogprobs(2));
        String groq = "groq:llama-3.1-8b-instant";
        assertThat(refusal(ask(groq, asked))).hasMessageContainingAll("log-probabilities", "onUnsupported=degrade");
        assertThat(refusal(ask("openai:o1-mini", asked)).parameter()).isEqualTo("logprobs");
        assertThat(fake.requests()).isEmpty();
        assertThat(unsupported(ask(groq, asked, DEGRADE))).isEqualTo("logprobs");
        assertThat(unsupported(ask(groq, "Where?", "topLogprobs=2"))).isEqualTo("nothing");
        assertThat(unsupported(ask("openai:gpt-4o-mini", asked))).isEqualTo("nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"onUnsupported=fail", DEGRADE})
    void withoutToolsOrImagesThereIsNoRequest(String option) {
        ChatRequest tools = ChatRequest.of("Rain?").withTools(new Tools(List.of(TOOL), ToolChoice.AUTO, null));
        assertThat(refusal(ask("openai:o1-mini", tools, option))).hasMessageContainingAll("o1-mini", "tools");
        context.probe.lacks(Feature.IMAGES);
        ChatRequest image = ChatRequest.of(List.of(new ChatMessage(
                Role.USER,
                List.of(new ContentPart.Text("What?"), new ContentPart.ImageData("image/png", "AA==")),
                List.of(),
                null)));
        Exchange seen = context.ask("cascadeflow:probe:m?" + option, image);
        assertThat(refusal(seen)).hasMessageContainingAll("probe:m", "images");
        assertThat(fake.requests()).isEmpty();
        assertThat(context.probe.count()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unsupported_parameter|response_format", "unsupported_value|response_format.type"})
    void whatAModelRefusesOnceIsKnownOfItAtThisEndpoint(String refusal) throws Exception {
        String code = refusal.split("\\|")[0];
        fake.answer(request ->
                request.text().contains("json_schema") ? refusing(code, refusal.split("\\|")[1]) : saying(BERN));
        assertThat(refusal(ask("openai:gpt-4o-mini", "Where?", SCHEMA)).httpStatus())
                .isEqualTo(400);
        assertThat(refusal(ask("openai:gpt-4o-mini", "Where?", SCHEMA)).httpStatus())
                .isZero();
        assertThat(fake.requests()).hasSize(1);
        assertThat(unsupported(ask("openai:gpt-4o-mini", "Where?"))).isEqualTo("nothing");
        // another endpoint, which finds out for itself
        assertThat(refusal(ask("openai:gpt-4o-mini", "Where?", SCHEMA, DEGRADE)).httpStatus())
                .isEqualTo(400);
        assertThat(unsupported(ask("openai:gpt-4o-mini", "Where?", SCHEMA, DEGRADE)))
                .isEqualTo("schema");
        assertThat(fake.requests()).hasSize(4);
        assertThat(sent(3).path("messages").path(0).path("content").asText()).contains("JSON Schema");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"invalid_json_schema|response_format", "unsupported_value|response_format", "invalid_value|tools"
            })
    void aRefusalOfThisVeryValueTeachesNothing(String refusal) {
        fake.answer(refusing(refusal.split("\\|")[0], refusal.split("\\|")[1]));
        ask("openai:gpt-4o-mini", "Where?", SCHEMA);
        assertThat(refusal(ask("openai:gpt-4o-mini", "Where?", SCHEMA)).httpStatus())
                .isEqualTo(400);
        assertThat(fake.requests()).hasSize(2);
    }
}
