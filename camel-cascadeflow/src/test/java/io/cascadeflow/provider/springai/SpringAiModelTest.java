package io.cascadeflow.provider.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.BeanErrors;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.WireQuestions;
import java.net.ConnectException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.metadata.ChatGenerationMetadata;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.Generation;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.api.ResponseFormat.Type;
import org.springframework.ai.retry.NonTransientAiException;
import org.springframework.ai.retry.TransientAiException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.reactive.function.client.WebClientResponseException;

/** What a wire does not show: exceptions, answers in blocks, what the library has no form for. */
class SpringAiModelTest {

    private static final ChatModel PLAIN = prompt -> new ChatResponse(List.of());
    private static final ResponseFormat SCHEMA =
            new ResponseFormat.Schema("answer", "{\"type\":\"object\",\"properties\":{}}", true);

    private static Kind kind(Throwable thrown) {
        ProviderException failure = Failures.of(new BeanErrors("spring-ai", "m", Clock.systemUTC()), thrown);
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).doesNotContain("Whispered");
        }
        return failure.kind();
    }

    @Test
    void statusesAndClassesOfExceptionsSayWhatTheyMean() {
        byte[] quota = "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"Whispered\"}}"
                .getBytes(StandardCharsets.UTF_8);
        Map<RuntimeException, Kind> kinds = Map.of(
                new NonTransientAiException("HTTP 401 - Whispered"),
                Kind.AUTH,
                new NonTransientAiException("HTTP 400 - {\"error\":{\"code\":\"context_length_exceeded\"}}"),
                Kind.CONTEXT_TOO_LONG,
                new TransientAiException("HTTP 429 - Whispered"),
                Kind.RATE_LIMITED,
                new TransientAiException("Whispered"),
                Kind.SERVER,
                new NonTransientAiException("Whispered"),
                Kind.BAD_REQUEST,
                HttpClientErrorException.create(
                        HttpStatus.TOO_MANY_REQUESTS, "", new HttpHeaders(), quota, StandardCharsets.UTF_8),
                Kind.QUOTA_EXHAUSTED,
                WebClientResponseException.create(503, "", new HttpHeaders(), new byte[0], null),
                Kind.OVERLOADED,
                new ResourceAccessException("Whispered", new ConnectException("Whispered")),
                Kind.CONNECT,
                new IllegalStateException("Whispered"),
                Kind.BAD_PAYLOAD);
        kinds.forEach(
                (thrown, kind) -> assertThat(kind(thrown)).as("%s", thrown).isEqualTo(kind));
    }

    private static Generation generation(String text, String reason, Map<String, Object> properties) {
        return new Generation(
                AssistantMessage.builder().content(text).properties(properties).build(),
                ChatGenerationMetadata.builder().finishReason(reason).build());
    }

    @Test
    void anAnswerInBlocksIsOne() {
        Answer answer = new Answer();
        answer.add(new ChatResponse(List.of(
                generation("Hm.", "end_turn", Map.of("signature", "s1")),
                generation("Par", "end_turn", Map.of()),
                generation("is", "end_turn", Map.of()))));

        ChatReply reply = answer.reply("m");

        assertThat(reply.text()).isEqualTo("Paris");
        assertThat(reply.message().reasoning()).isEqualTo("Hm.");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.model()).isEqualTo("m");
        assertThat(reply.usage()).isNull();
        assertThat(reply.logprobs().isPresent())
                .as("the library has no place for them")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "STOP,STOP",
        "end_turn,STOP",
        "length,LENGTH",
        "max_tokens,LENGTH",
        "TOOL_CALLS,TOOL_CALLS",
        "SAFETY,CONTENT_FILTER",
        "refusal,REFUSAL",
        "enlightenment,UNKNOWN"
    })
    void endingsOfAllProvidersAreKnown(String said, FinishReason reason) {
        Answer answer = new Answer();
        answer.add(new ChatResponse(List.of(generation("x", said, Map.of()))));
        assertThat(answer.reply("m").finishReason()).isEqualTo(reason);
    }

    private static ChatRequest asking(ResponseFormat format) {
        return WireQuestions.TEXT.withOutput(Output.DEFAULT.withFormat(format).withMaxTokens(9));
    }

    @Test
    void aSchemaIsEnforcedWhereTheModelCan() {
        ChatModel model = OpenAiBeans.at("http://localhost:1", "k", "gpt-4o-mini");

        Prompt prompt = Prompts.of(asking(SCHEMA), model);

        assertThat(prompt.getOptions()).isInstanceOfSatisfying(OpenAiChatOptions.class, options -> {
            assertThat(options.getResponseFormat().getType()).isEqualTo(Type.JSON_SCHEMA);
            assertThat(options.getResponseFormat().getJsonSchema().getSchema()).containsKey("properties");
            assertThat(options.getMaxTokens()).isEqualTo(9);
            assertThat(options.getTemperature()).isEqualTo(0.2);
            assertThat(options.getModel()).isEqualTo("gpt-4o-mini");
        });
        assertThat(prompt.getInstructions()).hasSize(2);
    }

    @Test
    void elsewhereJsonIsAskedForInWords() {
        assertThat(Prompts.of(asking(SCHEMA), PLAIN).getInstructions().get(1))
                .isInstanceOfSatisfying(
                        SystemMessage.class, wish -> assertThat(wish.getText()).contains("{\"type\":\"object\""));
        assertThat(Prompts.of(asking(ResponseFormat.JSON), PLAIN).getInstructions())
                .hasSize(3);
        assertThat(Prompts.of(asking(ResponseFormat.TEXT), PLAIN).getInstructions())
                .hasSize(2);
    }

    @Test
    void toolsAreOfferedAndNeverRunByTheModel() {
        Prompt prompt = Prompts.of(WireQuestions.TOOLS, PLAIN);
        assertThat(prompt.getOptions()).isInstanceOfSatisfying(ToolCallingChatOptions.class, options -> {
            assertThat(options.getInternalToolExecutionEnabled()).isFalse();
            assertThat(options.getToolCallbacks()).hasSize(1);
        });
        Tools tools = new Tools(List.of(WireQuestions.GET_WEATHER), ToolChoice.REQUIRED, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Prompts.of(WireQuestions.TOOLS.withTools(tools), PLAIN))
                .withMessageContaining("must be called");
        Tools none = new Tools(List.of(WireQuestions.GET_WEATHER), ToolChoice.NONE, null);
        assertThat(Prompts.of(WireQuestions.TOOLS.withTools(none), PLAIN).getOptions())
                .isInstanceOfSatisfying(
                        ToolCallingChatOptions.class,
                        options -> assertThat(options.getToolCallbacks()).isEmpty());
    }
}
