package io.cascadeflow.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.cache.CacheKeyPropertiesTest.Case;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Tools;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where all texts mean the same, an answer still crosses no tenant, model, parameter, tool or rule. */
class SimilarQuestionsPropertiesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC);
    private static final Duration AGE = Duration.ofHours(1);

    /** Half of them such that another wording may be found; each also in other words, and with another's scope. */
    @Provide
    Arbitrary<List<Case>> many() {
        Arbitrary<ChatRequest> any = CacheKeyPropertiesTest.requests();
        Arbitrary<ChatRequest> plain = Combinators.combine(any, Arbitraries.of("a", "b", "1"))
                .as((request, text) -> reworded(request.withTools(Tools.NONE).withExtras(Map.of()), text));
        return Combinators.combine(CacheKeyPropertiesTest.scopes(), Arbitraries.oneOf(any, plain))
                .as(Case::new)
                .list()
                .ofSize(15)
                .map(some -> {
                    List<Case> all = new ArrayList<>(some);
                    for (int i = 0; i < some.size(); i++) {
                        Case one = some.get(i);
                        all.add(new Case(one.scope(), reworded(one.request(), "what else")));
                        all.add(new Case(one.scope(), reworded(one.request(), "1 and nothing else")));
                        all.add(new Case(some.get((i + 1) % some.size()).scope(), one.request()));
                    }
                    return all;
                });
    }

    private static ChatRequest reworded(ChatRequest request, String text) {
        List<ChatMessage> messages = new ArrayList<>(request.messages());
        messages.set(messages.size() - 1, ChatMessage.user(text));
        return request.withMessages(messages);
    }

    @Property(tries = 80)
    void anotherWordingGetsAnAnswerExactlyWhereEverythingElseIsTheSame(@ForAll("many") List<Case> cases) {
        CachePlan plan = CachePlan.inMemory(AGE);
        SimilarQuestions all = new SimilarQuestions(plan, 0.01, CLOCK, text -> new float[] {1, 2, 3}, Runnable::run);
        AnswerCache cache = new AnswerCache(new MemoryStore(plan.maxBytes(), AGE, CLOCK), AGE, CLOCK, event -> {}, all);
        List<Case> kept = new ArrayList<>();
        for (Case asked : cases) {
            CacheQuestion question = CacheQuestion.of(asked.scope(), asked.request(), true);
            Optional<FoundAnswer> found =
                    cache.find(question).toCompletableFuture().join();
            List<String> allowed = kept.contains(asked)
                    ? List.of(asked.key().digest())
                    : kept.stream()
                            .filter(one -> mayMeanTheSame(one, asked))
                            .map(one -> one.key().digest())
                            .toList();
            assertThat(found.isPresent()).isEqualTo(!allowed.isEmpty());
            found.ifPresent(one -> {
                assertThat(one.answer().reply().text()).isIn(allowed);
                assertThat(one.key().digest()).isEqualTo(one.answer().reply().text());
                assertThat(one.similarity() == null).isEqualTo(kept.contains(asked));
            });
            if (found.isEmpty()) {
                kept.add(asked);
                cache.keep(question, answer(asked.key().digest()));
            }
        }
    }

    @Property(tries = 30)
    void whereRulesKeepThingsFromModelsOnlyTheSameQuestionIsFound(@ForAll("many") List<Case> cases) {
        CachePlan plan = CachePlan.inMemory(AGE);
        SimilarQuestions none = new SimilarQuestions(
                plan,
                0.01,
                CLOCK,
                text -> {
                    throw new AssertionError("a vector was made");
                },
                Runnable::run);
        AnswerCache cache =
                new AnswerCache(new MemoryStore(plan.maxBytes(), AGE, CLOCK), AGE, CLOCK, event -> {}, none);
        List<Case> kept = new ArrayList<>();
        for (Case asked : cases) {
            CacheQuestion question = CacheQuestion.of(asked.scope(), asked.request(), false);
            assertThat(cache.find(question).toCompletableFuture().join().isPresent())
                    .isEqualTo(kept.contains(asked));
            kept.add(asked);
            cache.keep(question, answer(asked.key().digest()));
        }
    }

    private static boolean mayMeanTheSame(Case one, Case other) {
        return one.scope().equals(other.scope())
                && isPlain(one.request())
                && isPlain(other.request())
                && numbers(one).equals(numbers(other))
                && reworded(one.request(), "").equals(reworded(other.request(), ""));
    }

    private static String numbers(Case one) {
        return Arrays.toString(Numbers.in(one.request().question()).values());
    }

    private static boolean isPlain(ChatRequest request) {
        ChatMessage last = request.messages().get(request.messages().size() - 1);
        return request.tools().specs().isEmpty()
                && request.extras().isEmpty()
                && last.role() == Role.USER
                && !last.text().isBlank()
                && request.messages().stream()
                        .flatMap(message -> message.content().stream())
                        .allMatch(ContentPart.Text.class::isInstance);
    }

    private static CachedAnswer answer(String text) {
        return new CachedAnswer(
                CLOCK.instant(), "small", Outcome.ACCEPTED, 0.9, "p", "m", false, ChatReply.of("m", text));
    }
}
