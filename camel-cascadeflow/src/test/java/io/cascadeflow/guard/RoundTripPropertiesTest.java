package io.cascadeflow.guard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.guard.eval.Item;
import io.cascadeflow.guard.eval.MadeUpItems;
import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.provider.ReplySink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a text is like, and wherever an answer is cut, the caller gets back exactly what was there. */
class RoundTripPropertiesTest {

    private static final Guard GUARD = new Guard(Detectors.of(Set.of(), List.of()));
    private static final List<String> PIECES = List.of(
            "a@b.ch",
            "c.d@example.org",
            "4111 1111 1111 1111",
            "10.1.2.3",
            "+41 79 123 45 67",
            "DE89 3704 0044 0532 0130 00",
            "<",
            ">",
            "<EMAIL_1>",
            "<email_2>",
            "< EMAIL 1 >",
            "\\<EMAIL\\_1\\>",
            "&lt;CARD_1&gt;",
            "\\u003cIP_1\\u003e",
            "<EMAIL_",
            "EMAIL_1>",
            "_1>",
            "&",
            "\\",
            "&l",
            " ",
            "\n",
            "text",
            "\ud83d\ude00",
            "\ud83d",
            "\"",
            "<PHONE_12>",
            "1>",
            ".",
            "<IP_0>");

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join("", pieces));
    }

    @Provide
    Arbitrary<String> spaced() {
        return Arbitraries.of(PIECES).list().ofMaxSize(12).map(pieces -> String.join(" ", pieces));
    }

    @Property(tries = 2000)
    void anEchoIsTheText(@ForAll("texts") String text) {
        assertRoundTrip(text);
    }

    @Property(tries = 2000)
    void alsoWithSpacesBetween(@ForAll("spaced") String text) {
        assertRoundTrip(text);
    }

    @Property
    void soIsAnyText(@ForAll String text) {
        assertRoundTrip(text);
    }

    @Property(tries = 20)
    void soAreSentencesOfEveryLocale(@ForAll Random random) {
        List<Item> items = MadeUpItems.all(random.nextLong());
        for (int i = 0; i < 100; i++) {
            assertRoundTrip(items.get(random.nextInt(items.size())).text());
        }
    }

    private static void assertRoundTrip(String text) {
        RedactedCall call = GUARD.redacted(ChatRequest.of(text));
        assertThat(call.restored(ChatReply.of("m", call.request().question())).text())
                .isEqualTo(text);
        assertThat(GUARD.redacted(ChatRequest.of(text))).isEqualTo(call);
    }

    @Property(tries = 2000)
    void aStreamCutAnywhereComesToTheSame(@ForAll("texts") String text, @ForAll Random random) {
        RedactedCall call = GUARD.redacted(ChatRequest.of(text));
        String said = call.request().question();
        Restorer restorer = Restorer.ofText(call.vault());
        StringBuilder restored = new StringBuilder();
        pieces(said, random).forEach(piece -> restored.append(restorer.accept(piece)));
        assertThat(restored.append(restorer.end())).hasToString(text);
    }

    @Property(tries = 1000)
    void soDoTheEventsOfAStreamWithTokensOrWithout(@ForAll("texts") String text, @ForAll Random random) {
        RedactedCall call = GUARD.redacted(ChatRequest.of(text));
        List<ReplyEvent> told = new ArrayList<>();
        ReplySink sink = call.restoring(sink(told));
        boolean tokens = random.nextBoolean();
        for (String piece : pieces(call.request().question(), random)) {
            Logprobs logprobs =
                    tokens ? Logprobs.of(List.of(new TokenLogprob(piece, -0.1, List.of()))) : Logprobs.ABSENT;
            sink.accept(new ReplyEvent.Text(piece, logprobs))
                    .toCompletableFuture()
                    .join();
        }
        sink.accept(new ReplyEvent.ToolCallStart(0, "1", "t"));
        pieces("{\"a\":\"" + "<EMAIL_1>" + "\"}", random)
                .forEach(piece -> sink.accept(new ReplyEvent.ToolCallArguments(0, piece)));
        sink.accept(new ReplyEvent.Finish(FinishReason.STOP));

        StringBuilder texts = new StringBuilder();
        StringBuilder ofTokens = new StringBuilder();
        StringBuilder arguments = new StringBuilder();
        for (ReplyEvent event : told) {
            if (event instanceof ReplyEvent.Text one) {
                assertThat(one.text()).isNotEmpty();
                texts.append(one.text());
                one.logprobs().tokens().forEach(token -> ofTokens.append(token.token()));
            } else if (event instanceof ReplyEvent.ToolCallArguments one) {
                arguments.append(one.fragment());
            }
        }
        assertThat(texts).hasToString(text);
        assertThat(ofTokens).hasToString(tokens ? text : "");
        String first = call.vault().values().getOrDefault("EMAIL_1", "<EMAIL_1>");
        assertThat(arguments).hasToString("{\"a\":\"" + first + "\"}");
        assertThat(told.get(told.size() - 1)).isInstanceOf(ReplyEvent.Finish.class);
    }

    private static ReplySink sink(List<ReplyEvent> told) {
        return new ReplySink() {
            @Override
            public CompletionStage<Void> accept(ReplyEvent event) {
                told.add(event);
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public CompletableFuture<Void> stop() {
                return new CompletableFuture<>();
            }
        };
    }

    private static List<String> pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int end = Math.min(text.length(), at + 1 + random.nextInt(4));
            pieces.add(text.substring(at, end));
            at = end;
        }
        return pieces;
    }

    @Property(tries = 500)
    void jsonStaysJsonAndComesBackWithTheSameValues(@ForAll("texts") String one, @ForAll("texts") String other)
            throws Exception {
        ObjectMapper json = new ObjectMapper();
        String arguments = json.writeValueAsString(Map.of("a", one, "b", List.of(other, 4, true), one + other, 1.5));
        ChatMessage result = ChatMessage.toolResult("1", arguments);
        RedactedCall call = GUARD.redacted(ChatRequest.of(List.of(result)));
        String told = call.request().messages().get(0).text();
        JsonNode back =
                json.readTree(call.vault().restoredJson(json.readTree(told).toString()));
        assertThat(back).isEqualTo(json.readTree(arguments));
    }
}
