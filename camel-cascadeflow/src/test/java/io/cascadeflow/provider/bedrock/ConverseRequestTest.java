package io.cascadeflow.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.WireQuestions;
import io.cascadeflow.provider.WireRecordings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverseRequestTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final ConverseProtocol PROTOCOL = ConverseProtocol.forReading(CLOCK);

    private static ChatCall call(ChatRequest request) {
        return new ChatCall("us.amazon.nova-micro-v1:0", request, Instant.MAX, "key");
    }

    private static JsonNode sent(ChatRequest request) {
        return ConverseRequest.of(call(request), Map.of(), Set.of());
    }

    private static void refused(ChatRequest request, String problem) {
        assertThatExceptionOfType(ProviderException.class)
                .isThrownBy(() -> sent(request))
                .withMessageContaining(problem)
                .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST));
    }

    @Test
    void everyRecordedReplyIsReadWithoutLoss() {
        int answers = 0;
        for (WireRecordings.Exchange exchange : WireRecordings.onPathsEndingWith("/converse")) {
            String what = exchange.toString();
            if (exchange.status() != 200) {
                ProviderException failure = catchThrowableOfType(
                        ProviderException.class, () -> PROTOCOL.decode(call(ChatRequest.of("?")), exchange.reply()));
                assertThat(failure.kind()).as(what).isEqualTo(Kind.BAD_REQUEST);
                continue;
            }
            JsonNode json = WireJson.objectIn(exchange.response()).orElseThrow();
            compare(what, json, PROTOCOL.decode(call(ChatRequest.of("?")), exchange.reply()));
            answers++;
        }
        assertThat(answers).isGreaterThan(80);
    }

    private static void compare(String what, JsonNode json, ChatReply reply) {
        StringBuilder text = new StringBuilder();
        StringBuilder sealed = new StringBuilder();
        int calls = 0;
        for (JsonNode block : json.at("/output/message/content")) {
            text.append(block.path("text").asText(""));
            sealed.append(block.at("/reasoningContent/reasoningText/signature").asText(""));
            sealed.append(block.at("/reasoningContent/redactedContent").asText(""));
            if (block.has("toolUse")) {
                ToolCall read = reply.message().toolCalls().get(calls++);
                assertThat(read.id())
                        .as(what)
                        .isEqualTo(block.at("/toolUse/toolUseId").asText());
                assertThat(read.name())
                        .as(what)
                        .isEqualTo(block.at("/toolUse/name").asText());
                assertThat(WireJson.objectIn(read.arguments()).orElseThrow())
                        .as(what)
                        .isEqualTo(block.at("/toolUse/input"));
            }
        }
        assertThat(reply.message().toolCalls()).as(what).hasSize(calls);
        assertThat(reply.text()).as(what).isEqualTo(text.toString());
        StringBuilder back = new StringBuilder();
        ConverseMessages.of(List.of(ChatMessage.user("?"), reply.message()))
                .findValues("reasoningContent")
                .forEach(thought -> back.append(
                                thought.at("/reasoningText/signature").asText(""))
                        .append(thought.path("redactedContent").asText("")));
        assertThat(back.toString()).as(what).isEqualTo(sealed.toString());
        TokenUsage usage = Objects.requireNonNull(reply.usage(), what);
        assertThat(usage.totalInput() + usage.output())
                .as(what)
                .isEqualTo(json.at("/usage/totalTokens").asLong());
        assertThat(reply.finishReason())
                .as(what)
                .isEqualTo(
                        switch (json.path("stopReason").asText()) {
                            case "tool_use" -> FinishReason.TOOL_CALLS;
                            case "max_tokens" -> FinishReason.LENGTH;
                            default -> FinishReason.STOP;
                        });
    }

    @Test
    void aSchemaIsTextAndWhatCantBeSaidIsRefused() {
        ResponseFormat schema = new ResponseFormat.Schema("sum", "{\"type\":\"object\"}", true);
        assertThat(sent(ChatRequest.of("?").withOutput(Output.DEFAULT.withFormat(schema)))
                        .path("outputConfig"))
                .hasToString(
                        "{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"name\":\"sum\","
                                + "\"schema\":\"{\\\"type\\\":\\\"object\\\"}\"}}}}");
        refused(ChatRequest.of("?").withOutput(Output.DEFAULT.withFormat(ResponseFormat.JSON)), "schema");
        refused(
                ChatRequest.of(List.of(new ChatMessage(
                        Role.USER, List.of(new ContentPart.ImageUrl("https://e.org/a.png", null)), List.of(), null))),
                "bytes");
        refused(
                WireQuestions.CONVERSATION.withTools(
                        new Tools(List.of(WireQuestions.GET_WEATHER), ToolChoice.NONE, null)),
                "forbid");
    }

    @ParameterizedTest
    @CsvSource({"required,any", "get_weather,tool", "auto,"})
    void choicesAmongToolsAreObjects(String choice, String expected) {
        ToolChoice chosen = choice.equals("get_weather") ? new ToolChoice.Named(choice) : new ToolChoice.Mode(choice);
        JsonNode json =
                sent(WireQuestions.TOOLS.withTools(new Tools(List.of(WireQuestions.GET_WEATHER), chosen, null)));

        assertThat(json.at("/toolConfig/toolChoice").has(expected == null ? "any" : expected))
                .isEqualTo(expected != null);
    }

    @Test
    void furtherFieldsGoAlongAndTheQuestionStaysOurs() {
        JsonNode json = sent(ChatRequest.of("2+2?")
                .withExtras(Map.of(
                        "additionalModelRequestFields", Map.of("top_k", 5), "messages", List.of(), "model", "x")));

        assertThat(json.at("/additionalModelRequestFields/top_k").asInt()).isEqualTo(5);
        assertThat(json.path("messages")).hasSize(1);
        assertThat(json.has("model")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "429,ThrottlingException,RATE_LIMITED",
        "429,ModelNotReadyException,RATE_LIMITED",
        "424,ModelErrorException,SERVER",
        "408,ModelTimeoutException,TIMEOUT",
        "400,ServiceQuotaExceededException,QUOTA_EXHAUSTED",
        "403,AccessDeniedException,PERMISSION",
        "404,ResourceNotFoundException,NOT_FOUND"
    })
    void exceptionsAreNamedByTheHeader(int status, String name, Kind kind) {
        HttpReply reply = new HttpReply(
                status,
                Map.of("x-amzn-ErrorType", name + ":http://internal.amazon.com/"),
                "{}".getBytes(StandardCharsets.UTF_8));
        ProviderException failure =
                catchThrowableOfType(ProviderException.class, () -> PROTOCOL.decode(call(ChatRequest.of("?")), reply));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(kind == Kind.QUOTA_EXHAUSTED ? name : failure.details().code())
                .isEqualTo(name);
    }

    @Test
    void theAddressHasTheRegionAndTheModel() {
        ProviderSettings settings = ProviderSettings.of("bedrock").withEnvironment(name -> null);
        HttpCall http = ConverseProtocol.of(
                        settings.withHosting(
                                Hosting.OWN.withRegion("eu-central-1").withAccessToken("t")),
                        CLOCK)
                .encodeStreamed(call(ChatRequest.of("?")), Set.of());

        assertThat(http.uri())
                .hasToString("https://bedrock-runtime.eu-central-1.amazonaws.com"
                        + "/model/us.amazon.nova-micro-v1%3A0/converse-stream");
        assertThat(http.headers()).containsEntry("authorization", "Bearer t");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ConverseProtocol.of(settings, CLOCK))
                .withMessageContaining("region");
        assertThat(BedrockEndpoint.of(settings.withHosting(Hosting.OWN.withRegion("eu-central-1")))
                        .signedFor())
                .isEqualTo("eu-central-1");
        assertThat(BedrockEndpoint.of(settings.withBaseUrl(URI.create("http://gateway:4000")))
                        .signedFor())
                .as("a gateway that signs itself")
                .isNull();
    }
}
