package io.cascadeflow.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.CacheTtl;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.Tools;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The nearest kept question that is near enough, and nothing that stands in a call's way. */
class SimilarQuestionsTest {

    private static final Duration AGE = Duration.ofMinutes(10);
    private static final CacheScope SCOPE = new CacheScope(null, "c", null, List.of(), "", List.of(), Map.of());

    private final MovableClock clock = new MovableClock();
    private final Map<String, float[]> vectors = new HashMap<>();
    private final List<CacheEvent> events = new CopyOnWriteArrayList<>();
    private final MemoryStore store = new MemoryStore(1 << 20, AGE, clock);

    private AnswerCache cache(double atLeast) {
        return cache(atLeast, Runnable::run);
    }

    private AnswerCache cache(double atLeast, Executor workers) {
        SimilarQuestions similar = new SimilarQuestions(
                CachePlan.inMemory(AGE), atLeast, clock, text -> Objects.requireNonNull(vectors.get(text)), workers);
        return new AnswerCache(store, AGE, clock, events::add, similar);
    }

    private static CacheQuestion question(String text) {
        return CacheQuestion.of(SCOPE, ChatRequest.of(text), true);
    }

    private CachedAnswer answer(String text) {
        return answer(ChatReply.of("m", text));
    }

    private CachedAnswer answer(ChatReply reply) {
        return new CachedAnswer(clock.instant(), "small", Outcome.ACCEPTED, 0.9, "p", "m", false, reply);
    }

    private static Optional<FoundAnswer> found(AnswerCache cache, String text) {
        return cache.find(question(text)).toCompletableFuture().join();
    }

    /** As a run does: looks, and keeps what it was given where it found nothing. */
    private void ask(AnswerCache cache, String text) {
        CacheQuestion question = question(text);
        assertThat(cache.find(question).toCompletableFuture().join()).isEmpty();
        cache.keep(question, answer("of " + text));
    }

    private static String text(Optional<FoundAnswer> found) {
        return found.orElseThrow().answer().reply().text();
    }

    @Test
    void whatIsExactlyAsNearAsWantedIsNearEnoughAndTheNextNumberIsNot() {
        vectors.put("one", new float[] {1, 0});
        vectors.put("other", new float[] {3, 4});
        AnswerCache cache = cache(0.6);
        ask(cache, "one");
        assertThat(found(cache, "other").orElseThrow().similarity()).isEqualTo(0.6);
        AnswerCache stricter = cache(Math.nextUp(0.6));
        store.remove(question("one").key().digest());
        ask(stricter, "one");
        assertThat(found(stricter, "other")).isEmpty();
    }

    @Test
    void theSameVectorIsNearWhateverItsLengthAlsoAtOne() {
        vectors.put("one", new float[] {0.1f, -0.7f, 1e-20f, 3e18f});
        vectors.put("other", vectors.get("one"));
        vectors.put("tiny", new float[] {1e-40f, 0, 0, 0});
        vectors.put("tiny too", vectors.get("tiny"));
        AnswerCache cache = cache(1);
        ask(cache, "one");
        ask(cache, "tiny");
        assertThat(found(cache, "other").orElseThrow().similarity()).isEqualTo(1.0);
        assertThat(text(found(cache, "tiny too"))).isEqualTo("of tiny");
    }

    @Test
    void theNearestOneGivesItsAnswerAndTheSameOneComesFirst() {
        vectors.put("far", new float[] {1, 1});
        vectors.put("near", new float[] {0.1f, 1});
        vectors.put("asked", new float[] {0, 1});
        AnswerCache cache = cache(0.5);
        cache.keep(known(cache, "far"), answer("of far"));
        cache.keep(known(cache, "near"), answer("of near"));
        assertThat(text(found(cache, "asked"))).isEqualTo("of near");
        assertThat(found(cache, "far").orElseThrow().similarity()).isNull();
        assertThat(events).endsWith(CacheEvent.MISS, CacheEvent.SIMILAR, CacheEvent.HIT);
    }

    private static CacheQuestion known(AnswerCache cache, String text) {
        CacheQuestion question = question(text);
        cache.find(question).toCompletableFuture().join();
        return question;
    }

    @Test
    void vectorsOfNothingAndOtherModelsAreNearToNobody() {
        vectors.put("one", new float[] {1, 1});
        vectors.put("zero", new float[] {0, 0});
        vectors.put("nan", new float[] {Float.NaN, 1});
        vectors.put("infinite", new float[] {Float.POSITIVE_INFINITY, 1});
        vectors.put("none", new float[0]);
        vectors.put("longer", new float[] {1, 1, 1});
        AnswerCache cache = cache(0.001);
        ask(cache, "one");
        for (String text : List.of("zero", "nan", "infinite", "none", "longer")) {
            ask(cache, text);
        }
        // and none of them was remembered as near to anybody
        vectors.put("two vectors", new float[] {1, 1});
        assertThat(text(found(cache, "two vectors"))).isEqualTo("of one");
        assertThat(events).doesNotContain(CacheEvent.FAILURE);
    }

    @Test
    void aQuestionIsForgottenWithItsAnswer() {
        vectors.put("one", new float[] {1, 1});
        vectors.put("other", new float[] {1, 1});
        AnswerCache cache = cache(0.9);
        ask(cache, "one");
        clock.advance(AGE.minusSeconds(1));
        assertThat(text(found(cache, "other"))).isEqualTo("of one");
        clock.advance(Duration.ofSeconds(1));
        assertThat(found(cache, "other")).isEmpty();
        ask(cache, "one");
        store.remove(question("one").key().digest());
        assertThat(found(cache, "other")).isEmpty();
        cache.keep(question("one").key(), answer("of one"));
        assertThat(found(cache, "other")).isEmpty();
    }

    @Test
    void aRejectedAnswerIsNotFoundByOthersEither() {
        vectors.put("one", new float[] {1, 1});
        vectors.put("other", new float[] {1, 1});
        AnswerCache cache = cache(0.9);
        ask(cache, "one");
        cache.reject(question("one").key());
        cache.keep(question("one").key(), answer("another"));
        assertThat(found(cache, "other")).isEmpty();
    }

    @Test
    void soManyAreRememberedAtMost() {
        Direction direction = Direction.of(new float[] {1, 2}).orElseThrow();
        Neighbours few = new Neighbours(new CachePlan(AGE, 5_200, null, null), 0.9, clock);
        Neighbours many = new Neighbours(CachePlan.inMemory(AGE), 0.9, clock);
        for (int i = 0; i < Neighbours.MOST + 500; i++) {
            few.add("p", question("q" + i).key(), direction);
            many.add("p", question("q" + i).key(), direction);
        }
        assertThat(few.size()).isBetween(1L, 10L);
        assertThat(many.size()).isBetween(Neighbours.MOST - 100L, (long) Neighbours.MOST);
        clock.advance(AGE);
        assertThat(many.size()).isZero();
    }

    @Test
    void whatFailsOrIsSlowIsDoneWithout() {
        List<Executor> workers = List.of(
                // the embedder throws: it knows no such text
                Runnable::run,
                task -> {
                    throw new RejectedExecutionException("full");
                },
                // it never ends
                task -> {});
        for (Executor each : workers) {
            events.clear();
            AnswerCache cache = cache(0.5, each);
            CacheQuestion question = question("unknown");
            assertThat(cache.find(question).toCompletableFuture().join()).isEmpty();
            assertThat(events).containsExactly(CacheEvent.MISS, CacheEvent.FAILURE);
            cache.keep(question, answer("kept all the same"));
            assertThat(text(found(cache, "unknown"))).isEqualTo("kept all the same");
            store.remove(question.key().digest());
        }
    }

    @Test
    void anAnswerThatCallsAToolIsForTheSameQuestionOnly() {
        vectors.put("one", new float[] {1, 1});
        vectors.put("other", new float[] {1, 1});
        AnswerCache cache = cache(0.9);
        ChatMessage call = new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("1", "pay", "{}")), null);
        cache.keep(
                known(cache, "one"),
                answer(new ChatReply("", "m", call, FinishReason.TOOL_CALLS, null, Logprobs.ABSENT, null)));
        assertThat(found(cache, "one")).isPresent();
        assertThat(found(cache, "other")).isEmpty();
    }

    @Test
    void onlyPlainConversationsThatAUserEndsHaveAWording() {
        ChatRequest plain = ChatRequest.of(List.of(ChatMessage.system("s"), ChatMessage.user("How much?")));
        assertThat(Wording.of(SCOPE, plain)).isPresent();
        ContentPart text = new ContentPart.Text("How much?");
        ContentPart image = new ContentPart.ImageUrl("https://x.example/y.png", null);
        ChatMessage called = new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("1", "t", "{}")), null);
        assertThat(List.of(
                        plain.withTools(new Tools(List.of(), ToolChoice.NONE, null)),
                        plain.withTools(new Tools(List.of(), ToolChoice.AUTO, true)),
                        plain.withExtras(Map.of("functions", List.of())),
                        ChatRequest.of(List.of(ChatMessage.user("a"), called, ChatMessage.toolResult("1", "b"))),
                        ChatRequest.of(List.of(called, ChatMessage.toolResult("1", "b"), ChatMessage.user("a"))),
                        ChatRequest.of(List.of(new ChatMessage(Role.USER, List.of(text, image), List.of(), null))),
                        ChatRequest.of(List.of(
                                new ChatMessage(Role.USER, List.of(image), List.of(), null), ChatMessage.user("a"))),
                        ChatRequest.of(List.of(new ChatMessage(Role.USER, List.of(text, text), List.of(), null))),
                        ChatRequest.of(List.of(ChatMessage.user("a"), ChatMessage.assistant("b"))),
                        ChatRequest.of(" \n"),
                        ChatRequest.of("x".repeat(Wording.MOST_CHARACTERS + 1))))
                .allSatisfy(request -> assertThat(Wording.of(SCOPE, request)).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"From 5 to 10?", "From 10 to 6?", "From 10?", "From to?", "From 10 to 5 and 5?"})
    void otherNumbersAreAnotherQuestion(String text) {
        assertThat(place(ChatRequest.of(text))).isNotEqualTo(place(ChatRequest.of("From 10 to 5?")));
        assertThat(place(ChatRequest.of("Until 10.0, up to 5."))).isEqualTo(place(ChatRequest.of("From 10 to 5?")));
    }

    @Test
    void aMarkForCachesIsPartOfThePlace() {
        ChatMessage marked =
                new ChatMessage(Role.USER, List.of(new ContentPart.Text("a", CacheTtl.values()[0])), List.of(), null);
        assertThat(place(ChatRequest.of(List.of(marked)))).isNotEqualTo(place(ChatRequest.of("a")));
    }

    private static String place(ChatRequest request) {
        return Wording.of(SCOPE, request).orElseThrow().place();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.1, 1.0001, Double.NaN})
    void aSimilarityIsAboveZeroAndUpToOne(double atLeast) {
        assertThatThrownBy(() -> new CachePlan.Similar("#bge", atLeast)).isInstanceOf(IllegalArgumentException.class);
    }
}
