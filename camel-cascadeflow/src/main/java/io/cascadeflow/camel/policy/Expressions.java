package io.cascadeflow.camel.policy;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.policy.Expression;
import io.cascadeflow.policy.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conditions of rules that are written in a language of Camel's. One that throws, or takes too long, is unknown: its rule
 * then applies, but relaxes nothing. Safe to share between threads.
 */
final class Expressions {

    private static final Logger LOG = LoggerFactory.getLogger(Expressions.class);

    /** No call should wait longer for a rule; a route that does more work than this sets a header before. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<Expression, Predicate> predicates = new LinkedHashMap<>();
    private final Clock clock;

    /** @throws IllegalArgumentException when one cannot be read, with the way out */
    Expressions(CamelContext context, Set<Expression> expressions, Clock clock) {
        this.clock = clock;
        for (Expression expression : expressions) {
            predicates.put(expression, predicate(context, expression));
        }
    }

    private static Predicate predicate(CamelContext context, Expression expression) {
        try {
            Predicate predicate = context.resolveLanguage(expression.language()).createPredicate(expression.text());
            predicate.init(context);
            return predicate;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "policies: '%s' is no condition in the language %s: mend it, or add that language's library"
                            .formatted(expression.text(), expression.language()),
                    e);
        }
    }

    Map<Expression, Verdict> of(Exchange exchange) {
        if (predicates.isEmpty()) {
            return Map.of();
        }
        Exchange readable = readable(exchange);
        Map<Expression, Verdict> verdicts = new HashMap<>();
        predicates.forEach((expression, predicate) -> verdicts.put(expression, of(readable, expression, predicate)));
        return verdicts;
    }

    /** Languages do not look into a conversation: what is in its texts must not escape a rule, as at the gateway. */
    private static Exchange readable(Exchange exchange) {
        String text = text(exchange.getMessage().getBody());
        if (text == null) {
            return exchange;
        }
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        copy.getMessage().setBody(text);
        return copy;
    }

    private static @Nullable String text(@Nullable Object body) {
        if (body instanceof ChatRequest request) {
            return request.messages().stream().map(ChatMessage::text).collect(Collectors.joining("\n"));
        }
        return body instanceof EmbeddingRequest request ? String.join("\n", request.texts()) : null;
    }

    private Verdict of(Exchange exchange, Expression expression, Predicate predicate) {
        Instant began = clock.instant();
        try {
            boolean holds = predicate.matches(exchange);
            if (Duration.between(began, clock.instant()).compareTo(PATIENCE) > 0) {
                LOG.warn(
                        "policies: the condition '{}' took longer than {} ms: its rule applies",
                        expression.text(),
                        PATIENCE.toMillis());
                return Verdict.UNKNOWN;
            }
            return holds ? Verdict.YES : Verdict.NO;
        } catch (RuntimeException e) {
            // the class only: a message may hold what is in the body
            LOG.warn(
                    "policies: the condition '{}' failed ({}): its rule applies",
                    expression.text(),
                    e.getClass().getSimpleName());
            return Verdict.UNKNOWN;
        } finally {
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }
}
