package io.cascadeflow.examples.gateway.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.WireJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** How the provider behind the gateway answers. */
final class Answers {

    private static final String NAME = "small-2026";
    private static final int PIECE = 7;

    private Answers() {}

    /** 21 tokens were read, and one was written for each word. */
    static Function<FakeRequest, FakeAnswer> text(String text) {
        return FakeModel.saying(NAME, text)::answer;
    }

    /** The large model's answer, and the small one's. */
    static Function<FakeRequest, FakeAnswer> byModel(String large, String small) {
        return request -> {
            boolean isLarge = FakeDialect.json(request).path("model").asText().equals("large");
            return FakeModel.saying(isLarge ? "large-2026" : NAME, isLarge ? large : small)
                    .answer(request);
        };
    }

    static Function<FakeRequest, FakeAnswer> sure(List<Said.Token> tokens) {
        Logprobs logprobs = Logprobs.of(tokens.stream()
                .map(token -> new TokenLogprob(token.text(), token.logprob(), List.of()))
                .toList());
        return FakeModel.saying(NAME, logprobs)::answer;
    }

    /** Tells what picture it was shown, by its address or its bytes. */
    static FakeAnswer describing(FakeRequest request) {
        String url = FakeDialect.json(request)
                .at("/messages/0/content")
                .findPath("image_url")
                .path("url")
                .asText();
        return FakeModel.saying(NAME, "I see " + url).answer(request);
    }

    /** Says the question again, once so many have been asked: none of them is answered before all are there. */
    static Function<FakeRequest, FakeAnswer> echoing(int atOnce) {
        CountDownLatch there = new CountDownLatch(atOnce);
        return request -> {
            there.countDown();
            JsonNode question = FakeDialect.json(request).at("/messages/0/content");
            return FakeModel.saying(NAME, allCame(there) ? "You asked: " + question.asText() : "Alone")
                    .answer(request);
        };
    }

    private static boolean allCame(CountDownLatch there) {
        try {
            return there.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of each text a vector of a half and its length. */
    static FakeAnswer vectors(FakeRequest request) {
        ObjectNode reply = WireJson.object().put("object", "list").put("model", "vectors-2026");
        ArrayNode data = reply.putArray("data");
        for (JsonNode text : FakeDialect.json(request).path("input")) {
            ObjectNode vector = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            vector.putArray("embedding").add(0.5).add(text.asText().length());
        }
        reply.putObject("usage").put("prompt_tokens", 5).put("total_tokens", 5);
        return FakeAnswer.json(200, reply.toString());
    }

    /** Wants tools to be run until it is given what they gave; then it says so. */
    static Function<FakeRequest, FakeAnswer> calling(List<Said.Call> calls, String then) {
        return request -> FakeModel.lastRole(request).equals("tool")
                ? text(then).apply(request)
                : FakeDialect.isStreamed(request) ? streamed(calls) : whole(calls);
    }

    private static FakeAnswer whole(List<Said.Call> calls) {
        ObjectNode reply = head("chat.completion");
        ObjectNode choice = reply.putArray("choices").addObject().put("index", 0);
        ObjectNode message =
                choice.putObject("message").put("role", "assistant").putNull("content");
        ArrayNode told = message.putArray("tool_calls");
        calls.forEach(call -> told.addObject()
                .put("id", call.id())
                .put("type", "function")
                .putObject("function")
                .put("name", call.name())
                .put("arguments", call.arguments()));
        choice.put("finish_reason", "tool_calls");
        reply.set("usage", usage());
        return FakeAnswer.json(200, reply.toString());
    }

    /** Names first, then the arguments in small pieces, those of different calls among each other. */
    private static FakeAnswer streamed(List<Said.Call> calls) {
        List<String> events = new ArrayList<>();
        events.add(chunk(WireJson.object().put("role", "assistant").putNull("content"), null));
        for (int at = 0; at < calls.size(); at++) {
            ObjectNode delta = WireJson.object();
            call(delta, at)
                    .put("id", calls.get(at).id())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", calls.get(at).name())
                    .put("arguments", "");
            events.add(chunk(delta, null));
        }
        int longest =
                calls.stream().mapToInt(call -> call.arguments().length()).max().orElse(0);
        for (int from = 0; from < longest; from += PIECE) {
            for (int at = 0; at < calls.size(); at++) {
                String arguments = calls.get(at).arguments();
                if (from < arguments.length()) {
                    ObjectNode delta = WireJson.object();
                    call(delta, at)
                            .putObject("function")
                            .put("arguments", arguments.substring(from, Math.min(arguments.length(), from + PIECE)));
                    events.add(chunk(delta, null));
                }
            }
        }
        events.add(chunk(WireJson.object(), "tool_calls"));
        ObjectNode last = head("chat.completion.chunk");
        last.putArray("choices");
        last.set("usage", usage());
        events.add("data: " + last + "\n\n");
        events.add("data: [DONE]\n\n");
        return FakeAnswer.stream("text/event-stream", events, Duration.ZERO);
    }

    private static ObjectNode call(ObjectNode delta, int index) {
        return delta.putArray("tool_calls").addObject().put("index", index);
    }

    private static String chunk(ObjectNode delta, @org.jspecify.annotations.Nullable String finish) {
        ObjectNode chunk = head("chat.completion.chunk");
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        return "data: " + chunk + "\n\n";
    }

    private static ObjectNode head(String object) {
        return WireJson.object()
                .put("id", "chatcmpl-1")
                .put("object", object)
                .put("created", 1_760_000_000)
                .put("model", NAME);
    }

    private static ObjectNode usage() {
        return WireJson.object()
                .put("prompt_tokens", 21)
                .put("completion_tokens", 9)
                .put("total_tokens", 30);
    }

    /** Says a word, and then nothing more. */
    static FakeAnswer stalling(FakeRequest request) {
        FakeModel model = FakeModel.saying(NAME, "one two three four");
        return model.answer(request).stallAfter(model.bytesOf(request, 1));
    }

    /** Says two words, takes its time, and says that something went wrong: by then the client has the beginning. */
    static FakeAnswer failing(FakeRequest request) {
        FakeModel model = FakeModel.saying(NAME, "one two three four").every(Duration.ofMillis(300));
        List<String> events = new ArrayList<>(model.events(request).subList(0, 3));
        events.add(FakeModel.errorEvent(request, "server_error", "internal"));
        return model.stream(request, events);
    }

    /** The first time it is too much, and two seconds later it is not. */
    static Function<FakeRequest, FakeAnswer> busyOnce(String then) {
        java.util.concurrent.atomic.AtomicBoolean wasAsked = new java.util.concurrent.atomic.AtomicBoolean();
        return request -> wasAsked.getAndSet(true) ? text(then).apply(request) : busy(request);
    }

    static FakeAnswer busy(FakeRequest request) {
        return FakeModel.error(request, 429, "rate_limit_error", "rate_limit_exceeded")
                .header("Retry-After", "2");
    }

    static FakeAnswer broken(FakeRequest request) {
        return FakeModel.error(request, 500, "server_error", "internal");
    }
}
