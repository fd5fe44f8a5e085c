package io.cascadeflow.provider.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.model.CacheTtl;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Retry;
import io.cascadeflow.provider.Source;
import io.cascadeflow.provider.offline.SourceException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordedProviderTest {

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
    private static final Source RECORDING = source(
            "{'id':'a','prompt':'Who?','answers':{'m':[{'text':'Me.','finish':'stop','usage':{'input':3,'output':2}},{'text':'You.'}],'n':[{'text':'Näh'}]}}",
            "{'id':'b','messages':[{'role':'system','content':'Be rude.'},{'role':'user','content':'Who?'}],'answers':{'m':[{'text':'Go away.'}]}}",
            "{'id':'c','prompt':'Slow?','answers':{'m':[{'text':'Yes.','latencyMs':80}]}}",
            "{'id':'d','prompt':'Who?','answers':{'m':[{'text':'Him.'}]}}");

    private final ChatProvider provider = provider(Map.of());

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(ChatProviderFactory.class))
                .anyMatch(factory -> factory.providers().contains("recorded"));
    }

    @Test
    void playsTheFirstAnswerWithWhatWasRecordedOfIt() {
        ChatReply reply = ask(provider, "m", "Who?");

        assertThat(reply.text()).isEqualTo("Me.");
        assertThat(reply.model()).isEqualTo("m");
        assertThat(reply.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(reply.usage()).isEqualTo(TokenUsage.of(3, 2));
        assertThat(reply.logprobs().isPresent()).isFalse();
    }

    /** A recorded conversation has no marks: what may be kept is no part of what was said. */
    @Test
    void knowsAConversationWhateverIsMarkedInIt() {
        ChatMessage rude = new ChatMessage(
                Role.SYSTEM, List.of(new ContentPart.Text("Be rude.", CacheTtl.ONE_HOUR)), List.of(), null);

        assertThat(ask(provider, call("m", ChatRequest.of(List.of(rude, ChatMessage.user("Who?"))), ""))
                        .text())
                .isEqualTo("Go away.");
    }

    @Test
    void playsTheSampleThatIsAskedFor() {
        assertThat(ask(provider(Map.of("sample", 2)), "m", "Who?").text()).isEqualTo("You.");
        assertThat(ask(provider(Map.of("sample", "2")), "m", "Who?").text()).isEqualTo("You.");
        assertNotFound(provider(Map.of("sample", 3)), "m", "Who?", "sample=3");
    }

    @Test
    void estimatesUsageThatWasNotRecordedAndSaysSo() {
        assertThat(ask(provider, "n", "Who?").usage()).isEqualTo(TokenUsage.estimated(1, 1));
    }

    @Test
    void aPromptMatchesTheLastQuestionWhateverInstructionsStandBeforeIt() {
        ChatRequest instructed = ChatRequest.of("Who?").withSystemMessage("Be kind.");
        assertThat(ask(provider, call("m", instructed, "")).text()).isEqualTo("Me.");
    }

    @Test
    void aConversationMatchesOnlyAsAWhole() {
        List<ChatMessage> rude = List.of(ChatMessage.system("Be rude."), ChatMessage.user("Who?"));
        assertThat(ask(provider, call("m", ChatRequest.of(rude), "")).text()).isEqualTo("Go away.");
    }

    @Test
    void ofSeveralEqualQuestionsTheIdempotencyKeyNamesTheOne() {
        assertThat(ask(provider, call("m", ChatRequest.of("Who?"), "d")).text()).isEqualTo("Him.");
        assertThat(ask(provider, call("m", ChatRequest.of("Who?"), "zzz")).text())
                .isEqualTo("Me.");
        // a key never overrides the question
        assertThat(ask(provider, call("m", ChatRequest.of("Slow?"), "d")).text())
                .isEqualTo("Yes.");
    }

    @Test
    void anUnknownQuestionIsNotFoundAndNotRepeated() {
        assertNotFound(provider, "m", "A secret?", "never asked");
        assertNotFound(provider, "m", "Who? ", "never asked");
    }

    @Test
    void anUnknownModelIsNotFoundAndTheModelsAreListed() {
        assertNotFound(provider, "gpt", "Who?", "[m, n]");
    }

    @Test
    void latencyIsPlayedOnlyOnRequest() {
        ChatCall call = call("m", ChatRequest.of("Slow?"), "");
        assertThat(provider.chat(call).toCompletableFuture()).isCompleted();

        long start = System.nanoTime();
        CompletionStage<ChatReply> slow = provider(Map.of("latency", true)).chat(call);
        assertThat(slow.toCompletableFuture().join().text()).isEqualTo("Yes.");
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(80_000_000);
    }

    @Test
    void latencyPastTheDeadlineIsATimeout() {
        ChatCall hasty = new ChatCall("m", ChatRequest.of("Slow?"), NOW.plusMillis(5), "");
        CompletionStage<ChatReply> reply = provider(Map.of("latency", "true")).chat(hasty);
        assertThat(Failures.of(reply).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void manyThreadsPlayOneRecording() {
        assertThat(IntStream.range(0, 5_000)
                        .parallel()
                        .mapToObj(i ->
                                ask(provider, i % 2 == 0 ? "m" : "n", "Who?").text())
                        .distinct())
                .containsExactlyInAnyOrder("Me.", "Näh");
    }

    @Test
    void severalEndpointsShareOneCopyAndAChangedFileIsReadAnew() {
        RecordingCache cache = new RecordingCache();
        TextSource source = TextSource.of("a", one("old"));
        RecordedQuestions first = cache.get(source);

        assertThat(cache.get(TextSource.of("a", one("old")))).isSameAs(first);
        assertThat(cache.get(TextSource.of("b", one("old"))).recording().name()).isEqualTo("b");
        assertThat(cache.get(TextSource.of("a", one("new"))).recording().models())
                .containsExactly("new");
        assertThat(source.opened).hasValue(2);
    }

    @Test
    void aMissingSourceOrAWrongOptionIsRefusedWhenTheEndpointIsMade() {
        RecordedProviderFactory factory = new RecordedProviderFactory();
        ProviderSettings settings = ProviderSettings.of("recorded");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> factory.create(settings, context()))
                .withMessageContaining("source=");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider(Map.of("sampel", 2)))
                .withMessageContaining("sampel");
        for (Object sample : List.of(0, -1, "two", 1.5, "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> provider(Map.of("sample", sample)))
                    .withMessageContaining("sample");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider(Map.of("latency", "yes")))
                .withMessageContaining("latency");
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> factory.create(settings.withSource(source("nonsense")), context()))
                .withMessageContaining("line 1");
    }

    private static void assertNotFound(ChatProvider provider, String model, String question, String hint) {
        ProviderException failure = Failures.of(provider.chat(call(model, ChatRequest.of(question), "")));
        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure)
                .hasMessageContaining("recorded:" + model)
                .hasMessageContaining(hint)
                .hasMessageNotContaining(question);
    }

    private static ChatReply ask(ChatProvider provider, String model, String question) {
        return ask(provider, call(model, ChatRequest.of(question), ""));
    }

    private static ChatReply ask(ChatProvider provider, ChatCall call) {
        return provider.chat(call).toCompletableFuture().join();
    }

    private static ChatCall call(String model, ChatRequest request, String key) {
        return new ChatCall(model, request, NOW.plusSeconds(60), key);
    }

    private static ChatProvider provider(Map<String, Object> properties) {
        ProviderSettings plain = ProviderSettings.of("recorded");
        ProviderSettings settings =
                new ProviderSettings("recorded", null, null, Map.of(), properties, RECORDING, plain.environment());
        return new RecordedProviderFactory().create(settings, context());
    }

    private static ProviderContext context() {
        return new ProviderContext(
                call -> {
                    throw new AssertionError("a recording needs no network");
                },
                Retry.NONE,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String one(String model) {
        return "{\"id\":\"a\",\"prompt\":\"p\",\"answers\":{\"" + model + "\":[{\"text\":\"t\"}]}}";
    }

    private static Source source(String... lines) {
        return TextSource.of("test.jsonl", String.join("\n", lines).replace('\'', '"'));
    }
}
