package io.cascadeflow.camel.gateway.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The older form of completions: what is asked, and how it is answered. */
class CompletionsApiTest {

    private static final Logprobs LOGPROBS = Logprobs.of(List.of(
            new TokenLogprob("😀", -0.5, List.of(new Alternative("a", -1.5))),
            new TokenLogprob("!", -0.25, List.of())));

    private static Asked asked(String fields) {
        return new CompletionsApi(Clock.fixed(Instant.ofEpochSecond(1_764_000_000), ZoneOffset.UTC))
                .read(WireJson.objectIn("{\"model\":\"m\",\"prompt\":\"Say\"%s}".formatted(fields))
                        .orElseThrow());
    }

    private static JsonNode choice(String fields, ChatReply reply) {
        return asked(fields).answer(reply).at("/choices/0");
    }

    @Test
    void aPromptIsAUsersMessage() {
        assertThat(asked("").request()).isEqualTo(ChatRequest.of("Say"));
        assertThat(asked(",\"prompt\":[\"Say more\"]").request().messages())
                .containsExactly(ChatMessage.user("Say more"));
    }

    @Test
    void everyFieldFindsItsPlace() {
        ChatRequest request = asked("""
                        ,"max_tokens":7,"temperature":0.5,"top_p":0.9,"top_k":4,"seed":3,"presence_penalty":1,
                        "frequency_penalty":-1,"stop":["a","b"],"logprobs":2,"user":"u","logit_bias":{"50256":-100},
                        "n":1,"best_of":1,"echo":false""").request();

        assertThat(request.sampling()).isEqualTo(new Sampling(0.5, 0.9, 4, 3L, 1.0, -1.0, List.of("a", "b")));
        assertThat(request.output()).isEqualTo(new Output(7, ResponseFormat.TEXT, null, true, 2));
        assertThat(request.user()).isEqualTo("u");
        assertThat(request.extras()).isEqualTo(Map.of("logit_bias", Map.of("50256", -100)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"prompt\":[\"a\",\"b\"]|prompt|a request for each",
                "\"prompt\":[1,2]|prompt|tokens",
                "\"prompt\":[[1,2]]|prompt|tokens",
                "\"prompt\":[]|prompt|no list of texts",
                "\"prompt\":[\" \"]|prompt|is missing",
                "\"prompt\":7|prompt|give a text",
                "\"prompt\":null|prompt|is missing",
                "\"n\":2|n|ask once for each",
                "\"best_of\":3|best_of|ask once for each",
                "\"suffix\":\"end\"|suffix|leave it out",
                "\"logprobs\":6|logprobs|0 to 5",
                "\"logprobs\":true|logprobs|a whole number",
                "\"logprobs\":1,\"echo\":true|echo|leave one out",
                "\"echo\":1|echo|true or false",
                "\"stream_options\":{\"include_usage\":true}|stream_options|set stream to true",
                "\"stream\":true,\"stream_options\":{\"include_obfuscation\":true}|stream_options.include_obfuscation|false",
                "\"messages\":[{\"role\":\"user\"}]|messages|leave it out",
                "\"max_completion_tokens\":4|max_completion_tokens|leave it out",
                "\"stop\":[1]|stop[0]|give texts",
                "\"max_tokens\":0|max_tokens|whole number",
                "\"temperature\":3|temperature|0.0 to 2.0",
            })
    void whatCannotBeHonouredIsRefusedByNameWithTheWayOut(String fields, String named, String way) {
        assertThatExceptionOfType(FieldException.class)
                .isThrownBy(() -> asked("," + fields))
                .satisfies(e -> assertThat(e.field()).isEqualTo(named))
                .withMessageContaining(way);
    }

    @Test
    void anAnswerIsOneChoiceWithItsUsage() {
        JsonNode answer = asked("").answer(ChatReply.of("served", " hello").withUsage(TokenUsage.of(9, 2)));

        assertThat(answer.get("id").asText()).startsWith("cmpl-");
        assertThat(answer.toString().replaceFirst("cmpl-[^\"]+", "cmpl-7")).isEqualTo("""
                {"id":"cmpl-7","object":"text_completion","created":1764000000,"model":"served",\
                "choices":[{"text":" hello","index":0,"logprobs":null,"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":9,"completion_tokens":2,"total_tokens":11,\
                "prompt_tokens_details":{"cached_tokens":0},"completion_tokens_details":{"reasoning_tokens":0}}}""");
    }

    @Test
    void whoeverWantsThePromptBackGetsItInFront() {
        assertThat(choice(",\"echo\":true", ChatReply.of("m", " hello"))
                        .get("text")
                        .asText())
                .isEqualTo("Say hello");
    }

    @Test
    void logprobsAreListsForWhoeverAskedForThem() {
        ChatReply reply = ChatReply.of("m", "😀!").withLogprobs(LOGPROBS);

        assertThat(choice(",\"logprobs\":1", reply).get("logprobs")).hasToString("""
                {"tokens":["😀","!"],"token_logprobs":[-0.5,-0.25],\
                "top_logprobs":[{"a":-1.5,"😀":-0.5},{"!":-0.25}],"text_offset":[0,1]}""");
        assertThat(choice("", reply).get("logprobs").isNull()).isTrue();
    }

    private static String stream(String fields, ReplyEvent... events) {
        Asked.Stream stream = asked(",\"stream\":true" + fields).stream();
        StringBuilder text = new StringBuilder();
        for (ReplyEvent event : events) {
            text.append(stream.of(event));
        }
        return text.append(stream.end(null)).toString().replaceAll("cmpl-[^\"]+", "cmpl-7");
    }

    private static ReplyEvent text(String text) {
        return new ReplyEvent.Text(text, Logprobs.ABSENT);
    }

    @Test
    void aStreamHasThePromptItsPiecesTheReasonAndTheUsage() {
        String told = stream(
                ",\"echo\":true,\"stream_options\":{\"include_usage\":true}",
                new ReplyEvent.Start("x", "served"),
                new ReplyEvent.Reasoning("hm"),
                text(" hel"),
                text("lo"),
                new ReplyEvent.Usage(TokenUsage.of(9, 2)),
                new ReplyEvent.Finish(FinishReason.LENGTH));
        String head =
                "data: {\"id\":\"cmpl-7\",\"object\":\"text_completion\",\"created\":1764000000,\"model\":\"served\",";

        assertThat(told.split("\n\n"))
                .containsExactly(
                        head
                                + "\"choices\":[{\"text\":\"Say\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}",
                        head
                                + "\"choices\":[{\"text\":\" hel\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}",
                        head
                                + "\"choices\":[{\"text\":\"lo\",\"index\":0,\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}",
                        head
                                + "\"choices\":[{\"text\":\"\",\"index\":0,\"logprobs\":null,\"finish_reason\":\"length\"}],\"usage\":null}",
                        head
                                + "\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":0}}}",
                        "data: [DONE]");
    }

    @Test
    void offsetsGoOnFromPieceToPiece() {
        String told = stream(
                ",\"logprobs\":0",
                new ReplyEvent.Text("😀!", LOGPROBS),
                new ReplyEvent.Text("?", Logprobs.of(List.of(new TokenLogprob("?", -1, List.of())))));

        assertThat(told).contains("\"text_offset\":[0,1]").contains("\"text_offset\":[2]");
    }

    @Test
    void aStreamThatBreaksOffSaysWhyAndIsNotDone() {
        assertThat(asked("").stream().error(Fault.of(Fault.Kind.PROVIDER_FAILED, "no answer"), "req_1"))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"no answer\",\"type\":\"upstream_error\",\"param\":null,\"code\":null}}\n\n");
    }
}
