package io.cascadeflow.examples.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPENAI = """
            {"id":"c1","model":"gpt-4o","choices":[{"index":0,"finish_reason":"tool_calls","message":{"role":"assistant","content":null,
            "tool_calls":[{"id":"t1","type":"function","function":{"name":"add","arguments":"{\\"a\\": 1.50}"}},
            {"id":"t2","type":"function","function":{"name":"broken","arguments":"{\\"a\\": "}}]}}],
            "usage":{"prompt_tokens":20,"completion_tokens":9,"total_tokens":29,"prompt_tokens_details":{"cached_tokens":5},
            "completion_tokens_details":{"reasoning_tokens":4}}}""";
    private static final String OPENAI_STREAM = """
            data: {"id":"c1","model":"gpt-4o","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi "}}]}

            : keep-alive

            data: {"id":"c1","model":"gpt-4o","choices":[{"index":0,"delta":{"content":"😀"}}]}

            data: {"id":"c1","model":"gpt-4o","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}

            data: [DONE]

            """;
    private static final String ANTHROPIC = """
            {"id":"m1","type":"message","role":"assistant","model":"claude","content":[{"type":"text","text":"Hi."}],
            "stop_reason":"max_tokens","usage":{"input_tokens":3,"cache_creation_input_tokens":7,"cache_read_input_tokens":2,"output_tokens":1}}""";
    private static final String OLLAMA = """
            {"model":"llama3.2","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hello"},
            "done":true,"done_reason":"stop","prompt_eval_count":4,"eval_count":2}""";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anOpenAiReplyIsShownWithToolsFinishAndUsage() throws IOException {
        JsonNode line = read("somebody", "/v1/chat/completions?x=y", 200, "application/json", OPENAI);

        assertThat(line).isEqualTo(JSON.readTree("""
                                {"id":"1","provider":"somebody","ok":true,"text":"","toolCalls":[{"name":"add","arguments":{"a":1.50}},
                                {"name":"broken","arguments":"{\\"a\\": "}],"finish":"tool_calls",
                                "usage":{"input":15,"cacheRead":5,"cacheWrite":0,"output":9,"reasoning":4},"error":null}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "ollama", "a-gateway"})
    void thePathDecidesAndNotTheProvidersName(String provider) throws IOException {
        JsonNode anthropic = read(provider, "/proxy/v1/messages", 200, "application/json", ANTHROPIC);
        assertThat(anthropic.get("text").asText()).isEqualTo("Hi.");
        assertThat(anthropic.get("finish").asText()).isEqualTo("length");
        assertThat(anthropic.get("usage").get("cacheWrite").asInt()).isEqualTo(7);

        JsonNode ollama = read(provider, "/api/chat", 200, "application/json; charset=utf-8", OLLAMA);
        assertThat(ollama.get("text").asText()).isEqualTo("Hello");
        assertThat(ollama.get("usage").get("input").asInt()).isEqualTo(4);
    }

    @Test
    void anErrorIsItsKindInLowerCase() throws IOException {
        JsonNode limited = read(
                "openai", "/v1/chat/completions", 429, "application/json", "{\"error\":{\"message\":\"slow down\"}}");
        assertThat(limited.get("ok").asBoolean()).isFalse();
        assertThat(limited.get("error").asText()).isEqualTo("rate_limited");
        assertThat(limited.get("text").isNull()).isTrue();
        assertThat(limited.get("usage").isNull()).isTrue();
        assertThat(limited.get("toolCalls").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "openai, /v1/responses/input_tokens, application/json",
        "openai, /v1/embeddings, application/json",
        "gemini, /v1beta/models/gemini-2.0-flash:batchEmbedContents, application/json",
        "anthropic, /v1/messages/count_tokens, application/json",
        "bedrock, /model/x/invoke, application/json",
        "cohere, /v2/chat, application/json",
        "openai, /v1/completions, text/event-stream; charset=utf-8",
        "gemini, /v1beta/models/gemini-2.0-flash:streamRawPredict, Text/Event-Stream"
    })
    void whatIsNotBuiltIsCountedAsSuchAndNotAsRead(String provider, String path, String type) throws IOException {
        Run run = run(line("1", provider, path, 200, type, "{}"));
        List<String> lines = run.out().lines().toList();

        assertThat(JSON.readTree(lines.get(0)).get("error").asText()).isEqualTo("notBuilt");
        JsonNode totals = JSON.readTree(lines.get(1)).path("totals").path(provider);
        assertThat(totals.path("notBuilt").asInt()).isEqualTo(1);
        assertThat(totals.path("answers").asInt()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "openai; /v1/responses; {\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"content\":[{\"type\":\"output_text\",\"text\":\"Hi\"}]}]}",
                "gemini; /v1beta/models/g:generateContent; {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]},\"finishReason\":\"STOP\"}]}",
                "bedrock; /model/x/converse; {\"output\":{\"message\":{\"content\":[{\"text\":\"Hi\"}]}},\"stopReason\":\"end_turn\"}"
            })
    void everyProtocolIsFoundByItsPath(String provider, String path, String reply) throws IOException {
        Run run = run(line("1", provider, path, 200, "application/json", reply));
        JsonNode read = JSON.readTree(run.out().lines().findFirst().orElseThrow());

        assertThat(read.get("text").asText()).isEqualTo("Hi");
        assertThat(read.get("finish").asText()).isEqualTo("stop");
    }

    @Test
    void whatOurProtocolCannotReadIsCountedAsUnreadable() throws IOException {
        Run run = run(line("1", "openai", "/v1/chat/completions", 200, "text/html", "<html>"));

        assertThat(run.out()).contains("\"error\":\"bad_payload\"").contains("\"unreadable\":1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream; charset=utf-8", "Text/Event-Stream"})
    void aStreamIsReadWholeAndCutAndLosesNothing(String type) throws IOException {
        Run run = run(line("1", "openai", "/v1/chat/completions", 200, type, OPENAI_STREAM));
        JsonNode line = JSON.readTree(run.out().lines().findFirst().orElseThrow());
        JsonNode totals = JSON.readTree(run.out().lines().reduce("", (first, last) -> last))
                .path("totals")
                .path("openai");

        assertThat(line.get("text").asText()).isEqualTo("Hi 😀");
        assertThat(line.get("finish").asText()).isEqualTo("stop");
        assertThat(line.at("/usage/output").asInt()).isEqualTo(2);
        assertThat(line.at("/stream/lost").asBoolean(true)).isFalse();
        assertThat(line.at("/stream/cuts").asInt()).isEqualTo(1 + 2 * OPENAI_STREAM.getBytes(UTF_8).length);
        assertThat(totals.path("streams").asInt()).isEqualTo(1);
        assertThat(totals.path("lost").asInt(1)).isZero();
    }

    @Test
    void aStreamOfLinesIsReadTheSameWay() throws IOException {
        String lines = OLLAMA.replace("\n", "") + "\n";
        JsonNode line = read("ollama", "/api/chat", 200, "application/x-ndjson", lines);

        assertThat(line.get("text").asText()).isEqualTo("Hello");
        assertThat(line.at("/stream/lost").asBoolean(true)).isFalse();
    }

    @Test
    void aStreamThatBrokeOffCouldNotBeRead() throws IOException {
        String half = OPENAI_STREAM.substring(0, OPENAI_STREAM.indexOf("finish"));
        Run run = run(line("1", "openai", "/v1/chat/completions", 200, "text/event-stream", half));

        assertThat(run.out()).contains("\"error\":\"truncated\"").contains("\"unreadable\":1");
    }

    @Test
    void everyRecordedStreamOfTheProtocolsThatAreBuiltIsReadWithoutLoss() throws IOException {
        Run run = Run.of("wire", "--file", Run.data("wire-dev.jsonl.gz"), "--json");
        JsonNode all = JSON.readTree(run.out().lines().reduce("", (first, last) -> last))
                .path("totals")
                .path("all");

        assertThat(all.path("streams").asInt()).isPositive();
        assertThat(all.path("lost").asInt(1)).isZero();
        assertThat(all.path("unreadable").asInt(1)).isZero();
    }

    @Test
    void totalsAreByProviderAndForAll() throws IOException {
        Run run = run(
                line("1", "openai", "/v1/chat/completions", 200, "application/json", OPENAI),
                line("2", "openai", "/v1/chat/completions", 500, "application/json", "{}"),
                line("3", "ollama", "/api/chat", 200, "application/json", OLLAMA));
        JsonNode totals = JSON.readTree(run.out().lines().reduce("", (first, last) -> last))
                .path("totals");

        assertThat(totals.path("openai").path("answers").asInt()).isEqualTo(1);
        assertThat(totals.path("openai").path("errors").asInt()).isEqualTo(1);
        assertThat(totals.path("all").path("replies").asInt()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nonsense | line 1: is not JSON",
                "{} | line 1: has no id",
                "{\"id\":\"1\",\"provider\":\"p\",\"path\":\"/x\",\"status\":\"ok\",\"response\":\"\"} | has no status",
                "{\"id\":\"1\",\"provider\":\"p\",\"path\":\"/x\",\"status\":200,\"response\":{}} | has no response",
                "'' | is empty",
            })
    void badInputIsOneClearErrorAndExitCodeTwo(String content, String problem) throws IOException {
        Run run = run(content);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("wire.jsonl").contains(problem).doesNotContain("\tat ");
    }

    private JsonNode read(String provider, String path, int status, String type, String response) throws IOException {
        Run run = run(line("1", provider, path, status, type, response));
        return JSON.readTree(run.out().lines().findFirst().orElseThrow());
    }

    private Run run(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("wire.jsonl"), String.join("\n", lines));
        return Run.of("wire", "--file", file.toString(), "--json");
    }

    private static String line(String id, String provider, String path, int status, String type, String response) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("provider", provider)
                .put("method", "POST")
                .put("path", path)
                .put("request", "{\"model\":\"m\"}")
                .put("status", status)
                .put("contentType", type)
                .put("response", response)
                .toString();
    }
}
