package io.cascadeflow.provider.tgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Retry;
import io.cascadeflow.provider.StreamedRun;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.openai.OpenAiProviders;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TgiTest {

    private static final TgiProtocol PROTOCOL = TgiProtocol.at(
            "huggingface",
            URI.create("http://tgi:8080/v1/"),
            Map.of("content-type", "application/json"),
            Map.of("repetition_penalty", 1.1, "inputs", "another"),
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    private static final String STREAM = "text/event-stream";
    private static final byte[] TOKENS = utf8("""
            data:{"index":1,"token":{"id":5,"text":"Zü","logprob":-0.5,"special":false},"top_tokens":[{"id":6,"text":"Be","logprob":-1.5,"special":false}],"generated_text":null,"details":null}

            data: {"index":2,"token":{"id":7,"text":"rich","logprob":-0.25,"special":false},"generated_text":null,"details":null}

            data:{"index":3,"token":{"id":2,"text":"</s>","logprob":-0.125,"special":true},"generated_text":"Zürich","details":{"finish_reason":"eos_token","generated_tokens":3,"seed":null,"input_length":11}}

            """);

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ChatCall call(ChatRequest request) {
        return new ChatCall("mistral", request, Instant.MAX, "key");
    }

    private static JsonNode sent(ChatRequest request) throws Exception {
        byte[] body = PROTOCOL.encode(call(request), Set.of()).body();
        return WireJson.parse(new String(Objects.requireNonNull(body), StandardCharsets.UTF_8));
    }

    private static StreamedRun run(List<byte[]> pieces) {
        return StreamedRun.of(PROTOCOL, call(ChatRequest.of("?")), STREAM, pieces);
    }

    @Test
    void streamsAndWholeRepliesHaveTheirOwnPaths() {
        ChatCall call = call(ChatRequest.of("?"));
        assertThat(PROTOCOL.encode(call, Set.of()).uri()).hasToString("http://tgi:8080/generate");
        assertThat(PROTOCOL.encodeStreamed(call, Set.of()).uri()).hasToString("http://tgi:8080/generate_stream");
    }

    @Test
    void everyWordThatHasAFormIsSent() throws Exception {
        JsonNode json = sent(ChatRequest.of("Say something.")
                .withSampling(new Sampling(0.5, 0.9, 40, 7L, 0.5, 0.25, List.of("END")))
                .withOutput(
                        new Output(50, new ResponseFormat.Schema("s", "{\"type\":\"object\"}", true), null, true, 12))
                .withExtras(Map.of("watermark", true, "details", false, "best_of", 3)));

        assertThat(json)
                .hasToString(
                        "{\"inputs\":\"Say something.\",\"parameters\":{\"temperature\":0.5,\"top_p\":0.9,\"top_k\":40,"
                                + "\"do_sample\":true,\"seed\":7,\"frequency_penalty\":0.25,\"stop\":[\"END\"],\"max_new_tokens\":50,"
                                + "\"top_n_tokens\":5,\"grammar\":{\"type\":\"json\",\"value\":{\"type\":\"object\"}},"
                                + "\"watermark\":true,\"repetition_penalty\":1.1,\"details\":true}}");
    }

    /** The server refuses 0 and 1. */
    @Test
    void noTemperatureDrawsNothingAndAllOfTheTokensIsNoLimit() throws Exception {
        JsonNode parameters = sent(ChatRequest.of("?")
                        .withSampling(Sampling.DEFAULT.withTemperature(0.0).withTopP(1.0)))
                .path("parameters");

        assertThat(parameters.has("temperature")).isFalse();
        assertThat(parameters.has("top_p")).isFalse();
        assertThat(parameters.path("do_sample").asBoolean(true)).isFalse();
    }

    @Test
    void whatHasNoFormIsRefusedNamingTheOption() {
        ChatMessage answer = ChatMessage.assistant("Paris");
        List.of(
                        ChatRequest.of(List.of(ChatMessage.user("?"), answer, ChatMessage.user("!"))),
                        ChatRequest.of(List.of(ChatMessage.user("?"), ChatMessage.system("Be short."))),
                        ChatRequest.of(List.of(ChatMessage.user("?"), ChatMessage.user("!"))),
                        ChatRequest.of(List.of(ChatMessage.system("Be short."))),
                        ChatRequest.of("?").withOutput(Output.DEFAULT.withFormat(ResponseFormat.JSON)),
                        ChatRequest.of("?")
                                .withOutput(Output.DEFAULT.withFormat(new ResponseFormat.Schema("s", "[]", true))))
                .forEach(request -> assertThatExceptionOfType(ProviderException.class)
                        .isThrownBy(() -> PROTOCOL.encode(call(request), Set.of()))
                        .withMessageContaining("api=chat")
                        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(Kind.BAD_REQUEST)));
    }

    @Test
    void readsLogprobsWithoutWhatIsNoText() {
        ChatReply reply = PROTOCOL.decode(call(ChatRequest.of("?")), GoldenFiles.reply(200, "tgi/reply-text.json"));

        assertThat(reply.logprobs().tokens()).singleElement().satisfies(token -> {
            assertThat(token.token()).isEqualTo("Paris");
            assertThat(token.logprob()).isEqualTo(-0.0625);
            assertThat(token.alternatives())
                    .containsExactly(new Alternative("Paris", -0.0625), new Alternative("Lyon", -3.5));
        });
    }

    @Test
    void usageIsAbsentWhereThePromptIsNotCounted() {
        String json = "{\"generated_text\":\"a\",\"details\":{\"finish_reason\":\"length\",\"generated_tokens\":4}}";
        ChatCall call = call(ChatRequest.of("?"));
        ChatReply bare = PROTOCOL.decode(call, new HttpReply(200, Map.of(), utf8(json)));
        ChatReply told = PROTOCOL.decode(call, new HttpReply(200, Map.of("x-prompt-tokens", "9"), utf8(json)));

        assertThat(bare.finishReason()).isEqualTo(FinishReason.LENGTH);
        assertThat(bare.usage()).isNull();
        assertThat(bare.logprobs().isPresent()).isFalse();
        assertThat(told.usage()).isEqualTo(TokenUsage.of(9, 4));
    }

    @Test
    void aStreamIsReadAsTheSameReplyInOnePiece() {
        String whole =
                "{\"generated_text\":\"Zürich\",\"details\":{\"finish_reason\":\"eos_token\",\"generated_tokens\":3,"
                        + "\"input_length\":11,\"tokens\":[{\"id\":5,\"text\":\"Zü\",\"logprob\":-0.5,\"special\":false},"
                        + "{\"id\":7,\"text\":\"rich\",\"logprob\":-0.25,\"special\":false},"
                        + "{\"id\":2,\"text\":\"</s>\",\"logprob\":-0.125,\"special\":true}],"
                        + "\"top_tokens\":[[{\"id\":6,\"text\":\"Be\",\"logprob\":-1.5,\"special\":false}],[],[]]}}";
        ChatReply expected = PROTOCOL.decode(call(ChatRequest.of("?")), new HttpReply(200, Map.of(), utf8(whole)));
        StreamedRun run = run(List.of(TOKENS));

        assertThat(run.reply()).isEqualTo(expected);
        assertThat(run.text()).isEqualTo("Zürich");
        assertThat(expected.usage()).isEqualTo(TokenUsage.of(11, 3));
        assertThat(expected.logprobs().tokens()).hasSize(2);
    }

    @Test
    void aCutAnywhereChangesNothingAndABrokenStreamIsNeverASuccess() {
        String whole = run(List.of(TOKENS)).told();
        assertThat(run(StreamedRun.single(TOKENS)).told()).isEqualTo(whole);
        int end = new String(TOKENS, StandardCharsets.UTF_8).stripTrailing().getBytes(StandardCharsets.UTF_8).length;
        for (int place = 0; place < end; place++) {
            assertThat(run(StreamedRun.cutAt(TOKENS, place)).told()).isEqualTo(whole);
            ProviderException broken =
                    run(List.of(Arrays.copyOf(TOKENS, place))).failure();
            assertThat(Objects.requireNonNull(broken).kind()).as("at %d", place).isEqualTo(Kind.TRUNCATED);
        }
    }

    @ParameterizedTest
    @CsvSource({"overloaded,OVERLOADED", "incomplete_generation,SERVER", "validation,BAD_REQUEST", "generation,SERVER"})
    void anErrorInTheMiddleIsOfItsKind(String type, Kind kind) {
        byte[] error = utf8("data:{\"error\":\"words\",\"error_type\":\"" + type + "\"}\n\n");
        // one of its characters has two bytes
        int first = new String(TOKENS, StandardCharsets.UTF_8).indexOf("\n\n") + 3;
        StreamedRun run = run(List.of(Arrays.copyOf(TOKENS, first), error));

        assertThat(Objects.requireNonNull(run.failure()).kind()).isEqualTo(kind);
        assertThat(run.text()).isEqualTo("Zü");
    }

    @ParameterizedTest
    @ValueSource(strings = {"data:[]\n\n", "data:7\n\n", "data:{\"a\n\n"})
    void whatIsNoEventIsUnreadable(String event) {
        assertThat(Objects.requireNonNull(run(List.of(utf8(event), TOKENS)).failure())
                        .kind())
                .isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void theOptionIsForServersOfOnesOwn() {
        Hosting tgi = Hosting.OWN.withApi("tgi");
        ProviderSettings router = ProviderSettings.of("huggingface")
                .withEnvironment(name -> null)
                .withApiKey("key")
                .withHosting(tgi);
        ProviderSettings other = ProviderSettings.of("vllm")
                .withEnvironment(name -> null)
                .withBaseUrl(URI.create("http://gpu1:8000"))
                .withHosting(tgi);
        for (ProviderSettings settings : List.of(router, other)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OpenAiProviders()
                            .create(
                                    settings,
                                    new ProviderContext(
                                            call -> {
                                                throw new AssertionError("nothing is to be sent");
                                            },
                                            Retry.NONE,
                                            Clock.systemUTC())))
                    .withMessageContainingAll("option api", "huggingface:model?api=tgi");
        }
    }
}
