package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.anthropic.MessagesApi;
import io.cascadeflow.camel.gateway.anthropic.TokenCount;
import io.cascadeflow.camel.gateway.openai.ChatCompletionsApi;
import io.cascadeflow.camel.gateway.openai.CompletionsApi;
import io.cascadeflow.camel.gateway.openai.embeddings.AskedEmbeddings;
import io.cascadeflow.camel.gateway.openai.responses.ResponsesApi;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Whatever a body says, it is read, or one of its fields is named; and what was read can be answered. Without further words the inputs
 * beside this class are run; CONTRIBUTING.md says how to look for new ones.
 */
class BodyFuzzTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Fault FAULT = Fault.of(Fault.Kind.DEADLINE, "too late");

    @FuzzTest(maxDuration = "2m")
    void chat(byte[] body) {
        check(body, new ChatCompletionsApi(CLOCK));
    }

    @FuzzTest(maxDuration = "2m")
    void completions(byte[] body) {
        check(body, new CompletionsApi(CLOCK));
    }

    @FuzzTest(maxDuration = "2m")
    void responses(byte[] body) {
        check(body, new ResponsesApi(CLOCK));
    }

    @FuzzTest(maxDuration = "2m")
    void messages(byte[] body) {
        check(body, new MessagesApi());
    }

    @FuzzTest(maxDuration = "1m")
    void embeddings(byte[] body) {
        read(
                body,
                json -> assertThat(AskedEmbeddings.read(json).request().texts()).isNotEmpty());
    }

    @FuzzTest(maxDuration = "1m")
    void tokens(byte[] body) {
        read(
                body,
                json -> assertThat(TokenCount.of(json).path("input_tokens").asLong())
                        .isNotNegative());
    }

    @FuzzTest(maxDuration = "1m")
    void hints(byte[] body) {
        read(body, json -> {
            Hints hints = Hints.take(json, new Headers(Map.of()));
            assertThat(json.has("cascadeflow")).isFalse();
            if (hints.complexity() != null) {
                assertThat(Hints.COMPLEXITIES).contains(hints.complexity());
            }
        });
        String header = new String(body, StandardCharsets.ISO_8859_1);
        read(
                "{}".getBytes(StandardCharsets.US_ASCII),
                json -> Hints.take(
                        json, new Headers(Map.of("x-cascadeflow-domain", header, "x-cascadeflow-complexity", header))));
    }

    private static void check(byte[] body, Api api) {
        read(body, json -> {
            String before = json.toString();
            Asked asked = api.read(json);
            assertThat(json).as("is left as it was").hasToString(before);
            assertThat(asked.request().messages()).isNotEmpty();
            assertThat(asked.answer(ChatReply.of("m", "x")).path("model").asText())
                    .isEqualTo("m");
            assertThat(streamed(asked)).contains("\"m\"");
        });
    }

    private static String streamed(Asked asked) {
        Asked.Stream stream = asked.stream();
        return stream.of(new ReplyEvent.Start("1", "m"))
                + stream.waiting()
                + stream.of(new ReplyEvent.Text("x", Logprobs.ABSENT))
                + stream.error(FAULT, "id");
    }

    private static void read(byte[] body, Consumer<ObjectNode> reader) {
        String text = new String(body, StandardCharsets.UTF_8);
        try {
            JsonNode json = StrictJson.parse(text);
            if (json instanceof ObjectNode object) {
                reader.accept(object);
            }
        } catch (FieldException refused) {
            // a word of the body may be quoted
            assertThat(text.contains("null")
                            || !String.valueOf(refused.getMessage()).contains("null"))
                    .as(refused.getMessage())
                    .isTrue();
        } catch (FaultException refused) {
            assertThat(refused.fault().kind()).isEqualTo(Fault.Kind.INVALID_REQUEST);
        }
    }

    /** A client that shows these headers, by their names in lower case, and is never answered. */
    private record Headers(Map<String, String> headers) implements Client {

        @Override
        public String method() {
            return "POST";
        }

        @Override
        public String path() {
            return "/v1/chat/completions";
        }

        @Override
        public @Nullable String query() {
            return null;
        }

        @Override
        public @Nullable String header(String name) {
            return headers.get(name);
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public CompletionStage<byte[]> body(GatewayLimits limits) {
            return new CompletableFuture<>();
        }

        @Override
        public void answer(int status, Map<String, String> headers, byte[] body) {}

        @Override
        public Outlet begin(Map<String, String> headers) {
            throw new IllegalStateException("nobody answers");
        }

        @Override
        public CompletableFuture<Void> gone() {
            return new CompletableFuture<>();
        }
    }
}
