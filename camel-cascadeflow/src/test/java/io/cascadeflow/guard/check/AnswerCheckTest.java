package io.cascadeflow.guard.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerCheckTest {

    private static final AnswerCheck CHECK = new AnswerCheck(true, List.of("Project Chimera", "intern", "机密"));

    private static boolean isWrong(String text) {
        return CHECK.wrong(ChatReply.of("m", text)).isPresent();
    }

    /** Made up, in two parts so that no scanner of repositories takes them for real ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-|proj4Fq8Zt2LmX9rB7cN1vKd",
                "AKIA|Q7ZP2MLX8RTN4VKD",
                "ghp_|4Fq8Zt2LmX9rB7cN1vKdQ7ZP2MLX8RTN4VKD",
                "AIza|Sy4Fq8Zt2LmX9rB7cN1vKdQ7ZP2MLX8RTN4",
                "glpat-|4Fq8Zt2LmX9rB7cN1vKd",
                "xoxb-|123456789012-4Fq8Zt2LmX9r",
                "-----BEGIN |PRIVATE KEY-----",
                "-----BEGIN RSA |PRIVATE KEY-----\nMIIB",
                "eyJhbGciOiJIUzI1NiJ9|.eyJzdWIiOiJqYW5lIn0.s5mX9rB7cN1vKdQ7ZP2M"
            })
    void secretsAreFoundWhereverTheyStand(String parts) {
        String secret = parts.replace("|", "");
        assertThat(isWrong(secret)).isTrue();
        assertThat(isWrong("Use key=" + secret + ", please.")).isTrue();
        assertThat(isWrong("```\n" + secret + "\n```")).isTrue();
        assertThat(CHECK.wrong(ChatReply.of("m", secret)).orElseThrow()).isEqualTo("a secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Set OPENAI_API_KEY to sk-xxxxxxxxxxxxxxxxxxxxxxxx",
                "sk-your-key-goes-here-please",
                "task-4Fq8Zt2LmX9rB7cN1vKd2222",
                "AKIA is how they begin",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN PUBLIC KEY-----",
                "eyJ is how JSON begins in Base64",
                "eyJhbGciOiJIUzI1NiJ9",
                "the internal internship",
                "Project: Chimaera",
                "a project; the chimera is a fish"
            })
    void whatOnlyLooksSoIsNone(String text) {
        assertThat(isWrong(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"PROJECT  chimera", "project\nChimera!", "pro\u200bject chi\u00admera", "(Intern)", "这是机密文件"})
    void deniedWordsAreFoundInAnyCaseAndSpacing(String text) {
        assertThat(CHECK.wrong(ChatReply.of("m", text))).contains("a word that is denied");
    }

    @Test
    void thoughtsAndWhatToolsAreToldCount() {
        ChatMessage call =
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("1", "t", "{\"a\":\"intern\"}")), null);
        ChatMessage thought = new ChatMessage(
                Role.ASSISTANT,
                List.of(new ContentPart.Reasoning("about Project Chimera", null, false), new ContentPart.Text("4")),
                List.of(),
                null);
        for (ChatMessage message : List.of(call, thought)) {
            assertThat(CHECK.wrong(new ChatReply("", "m", message, FinishReason.STOP, null, Logprobs.ABSENT, null)))
                    .isPresent();
        }
    }

    @Test
    void aTextWithoutAWordCannotBeDenied() {
        assertThatThrownBy(() -> new AnswerCheck(false, List.of("..."))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sk-", "eyJ", "eyJ.", "eyJhbGciOiJIUzI1NiJ9 ", "-----BEGIN ", "AKIA1", "project ", "\ud83d"})
    void tenMebibytesTakeLinearTime(String part) {
        String text = part.repeat((10 << 20) / part.length());
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertThat(isWrong(text)).isFalse());
    }
}
