package io.cascadeflow.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and headers of odd types at the door of a provider endpoint. */
class RequestHeadersTest extends ProbeFixture {

    static Stream<Map.Entry<String, Object>> wrong() {
        return Stream.of(
                Map.entry(CascadeFlowConstants.MAX_TOKENS, "many"),
                Map.entry(CascadeFlowConstants.MAX_TOKENS, 12.5),
                Map.entry(CascadeFlowConstants.MAX_TOKENS, 10_000_000_000L),
                Map.entry(CascadeFlowConstants.MAX_TOKENS, List.of(1)),
                Map.entry(CascadeFlowConstants.TEMPERATURE, "hot"),
                Map.entry(CascadeFlowConstants.TEMPERATURE, Map.of()),
                Map.entry(CascadeFlowConstants.DEADLINE, 20),
                Map.entry(CascadeFlowConstants.DEADLINE, List.of()));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesAWrongTypeByTheHeadersName(Map.Entry<String, Object> header) {
        Exchange exchange = context.ask(M, "2+2?", Map.of(header.getKey(), header.getValue()));

        assertThat(exchange.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(header.getKey());
        assertThat(context.probe.count()).isZero();
        assertThat(exchange.getMessage().getBody()).isEqualTo("2+2?");
    }

    @Test
    void takesNumbersOfEveryType() {
        for (Object value : List.of(30, 30L, 30.0, " 30 ", (short) 30)) {
            context.ask(M, "2+2?", Map.of(CascadeFlowConstants.MAX_TOKENS, value));
            assertThat(context.probe.lastRequest().output().maxTokens()).isEqualTo(30);
        }
    }

    @Test
    void takesADeadlineBeyondTimeForNone() {
        context.ask(M, "2+2?", Map.of(CascadeFlowConstants.DEADLINE, Duration.ofSeconds(Long.MAX_VALUE)));

        assertThat(context.probe.lastCall().deadline()).isEqualTo(ProbeContext.NOW.plus(Duration.ofMinutes(10)));
    }

    @Test
    void takesABlankTextForNone() {
        context.ask(
                M + "?systemMessage=long",
                "2+2?",
                Map.of(CascadeFlowConstants.SYSTEM_MESSAGE, " ", CascadeFlowConstants.IDEMPOTENCY_KEY, ""));

        assertThat(context.probe.lastRequest().messages())
                .extracting(ChatMessage::role)
                .containsExactly(Role.USER);
        assertThat(context.probe.lastCall().idempotencyKey()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON;charset=UTF-8", " application/json ; x=y"})
    void takesAContentTypeForJsonHoweverItIsWritten(String type) {
        context.ask(
                M, "{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"}]}", Map.of(Exchange.CONTENT_TYPE, type));

        assertThat(context.probe.lastRequest().question()).isEqualTo("2+2?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json-patch+json", "text/plain"})
    void takesOtherContentTypesForText(String type) {
        context.ask(M, "{\"messages\":[]}", Map.of(Exchange.CONTENT_TYPE, type));

        assertThat(context.probe.lastRequest().question()).isEqualTo("{\"messages\":[]}");
    }

    @Test
    void refusesAnEmptyQuestionThoughThereAreInstructions() {
        Exchange exchange = context.ask(M, List.of(ChatMessage.system("Be brief"), ChatMessage.user(" ")));

        assertThat(exchange.getException()).hasMessageContaining("the prompt is empty");
        assertThat(context.probe.count()).isZero();
        context.ask(M, List.of(ChatMessage.system("Write a poem")));
        assertThat(context.probe.count()).isOne();
    }

    @Test
    void namesTheMessageOfAListThatIsWrong() {
        List<Object> messages = List.of(ChatMessage.user("2+2?"), new HashMap<>(Map.of("role", "root")));

        assertThat(context.ask(M, messages).getException()).hasMessageContaining("messages[1].role is 'root'");
    }
}
