package io.cascadeflow.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.cache.CacheScope.CacheRung;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** An answer is found again only where everything that it depends on is the same. */
class CacheKeyPropertiesTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T10:00:00Z"), ZoneOffset.UTC);

    /** Texts that run into each other where nobody minds where one ends. */
    private static Arbitrary<String> texts() {
        return Arbitraries.of("", "a", "b", "ab", "ba", "a,b", "a\"", "\ud800", "\ud801", "1", "null");
    }

    /** A question with all that an answer depends on. Few values, so that most pairs differ in one or two places. */
    record Case(CacheScope scope, ChatRequest request) {

        CacheKey key() {
            return CacheKey.of(scope, request);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(scopes(), requests()).as(Case::new);
    }

    static Arbitrary<CacheScope> scopes() {
        Arbitrary<@Nullable String> tenants = texts().injectNull(0.3);
        Arbitrary<CacheRung> rung = Combinators.combine(
                        texts(),
                        Arbitraries.of(0.5, 0.75).injectNull(0.3),
                        Arbitraries.of(true, false),
                        texts().list().ofMaxSize(2),
                        texts().list().ofMaxSize(2))
                .as(CacheRung::new);
        return Combinators.combine(
                        tenants,
                        texts(),
                        texts().injectNull(0.5),
                        rung.list().ofMaxSize(2),
                        texts(),
                        texts().list().ofMaxSize(2),
                        Arbitraries.maps(texts(), texts().map(text -> (Object) text))
                                .ofMaxSize(2))
                .as(CacheScope::new);
    }

    static Arbitrary<ChatRequest> requests() {
        Arbitrary<ChatMessage> message = Combinators.combine(Arbitraries.of(0, 1, 2), texts())
                .as((role, text) -> role == 0
                        ? ChatMessage.system(text)
                        : role == 1 ? ChatMessage.user(text) : ChatMessage.assistant(text));
        Arbitrary<Tools> tools = Combinators.combine(texts(), texts())
                .as((name, text) -> Tools.of(new ToolSpec("t" + name, text, "{}", null)))
                .injectNull(0.5)
                .map(some -> some == null ? Tools.NONE : some);
        return Combinators.combine(
                        message.list().ofMinSize(1).ofMaxSize(3),
                        tools,
                        Arbitraries.of(0.0, 0.5).injectNull(0.4),
                        Arbitraries.of(10, 20).injectNull(0.4),
                        Arbitraries.of(true, false),
                        Arbitraries.maps(texts(), texts().map(text -> (Object) text))
                                .ofMaxSize(2))
                .as((messages, all, temperature, most, json, extras) -> {
                    ChatRequest request = ChatRequest.of(messages);
                    return request.withTools(all)
                            .withSampling(Sampling.DEFAULT.withTemperature(temperature))
                            .withOutput(request.output()
                                    .withMaxTokens(most)
                                    .withFormat(json ? ResponseFormat.JSON : ResponseFormat.TEXT))
                            .withExtras(extras);
                });
    }

    @Property(tries = 5_000)
    void twoQuestionsHaveTheSameKeyExactlyWhenEverythingIsTheSame(
            @ForAll("cases") Case one, @ForAll("cases") Case other) {
        assertThat(one.key().equals(other.key())).isEqualTo(one.equals(other));
        assertThat(new Case(one.scope(), other.request()).key().equals(one.key()))
                .isEqualTo(one.request().equals(other.request()));
        assertThat(new Case(other.scope(), one.request()).key().equals(one.key()))
                .isEqualTo(one.scope().equals(other.scope()));
    }

    @Property(tries = 100)
    void noAnswerIsFoundByAnybodyElse(@ForAll("many") List<Case> cases) {
        AnswerCache cache = new AnswerCache(
                new MemoryStore(1 << 20, Duration.ofHours(1), CLOCK), Duration.ofHours(1), CLOCK, e -> {});
        Set<Case> kept = new HashSet<>();
        for (Case each : cases) {
            String found = found(cache, each);
            assertThat(found).isEqualTo(kept.contains(each) ? each.key().digest() : null);
            kept.add(each);
            cache.keep(each.key(), answer(each.key().digest()));
        }
    }

    @Provide
    Arbitrary<List<Case>> many() {
        return cases().list().ofSize(30).map(some -> {
            List<Case> twice = new ArrayList<>(some);
            twice.addAll(some);
            return twice;
        });
    }

    private static @Nullable String found(AnswerCache cache, Case each) {
        return cache.find(each.key())
                .toCompletableFuture()
                .join()
                .map(answer -> answer.reply().text())
                .orElse(null);
    }

    private static CachedAnswer answer(String text) {
        return new CachedAnswer(
                CLOCK.instant(), "small", Outcome.ACCEPTED, 0.9, "p", "m", false, ChatReply.of("m", text));
    }

    @Property(tries = 200)
    void theOrderInWhichParametersAreWrittenDoesNotMatter(@ForAll("cases") Case one) {
        ChatRequest request = one.request().withExtras(Map.of("x", Map.of("b", 1, "a", 2), "y", 3));
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("a", 2);
        inner.put("b", 1);
        Map<String, Object> extras = new LinkedHashMap<>();
        extras.put("y", 3);
        extras.put("x", inner);
        assertThat(CacheKey.of(one.scope(), request))
                .isEqualTo(CacheKey.of(one.scope(), request.withExtras(extras)))
                .isEqualTo(CacheKey.of(one.scope(), request.withUser("ann")));
    }
}
