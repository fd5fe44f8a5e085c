package io.cascadeflow.camel.policy;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.policy.Condition.Coded;
import io.cascadeflow.policy.Expression;
import io.cascadeflow.policy.Facts;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The conditions of rules that are written in a language of Camel's, and those that are code. One that throws, or takes too long,
 * is unknown: its rule then applies, but relaxes nothing. Safe to share between threads.
 */
final class Expressions {

    private static final Logger LOG = LoggerFactory.getLogger(Expressions.class);

    /** No call should wait longer for a rule; a route that does more work than this sets a header before. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Map<Expression, Predicate> predicates = new LinkedHashMap<>();
    private final Set<Coded> code;
    private final Clock clock;
    private final Aside aside;

    /** @throws IllegalArgumentException when one cannot be read, with the way out */
    Expressions(CamelContext context, Policy policy, Clock clock) {
        this.clock = clock;
        this.code = policy.code();
        this.aside = aside(context);
        for (Expression expression : policy.expressions()) {
            predicates.put(expression, predicate(context, expression));
        }
    }

    /** One for a context, however often its rules are read. */
    private static Aside aside(CamelContext context) {
        ExtendedCamelContext extension = context.getCamelContextExtension();
        Aside there = extension.getContextPlugin(Aside.class);
        if (there != null) {
            return there;
        }
        ThreadPoolProfile few = new ThreadPoolProfileBuilder("CascadeFlowRule")
                .poolSize(Aside.MOST)
                .maxPoolSize(Aside.MOST)
                .maxQueueSize(Aside.MOST)
                .keepAliveTime(10L)
                .allowCoreThreadTimeOut(true)
                .build();
        Aside made = new Aside(
                () -> context.getExecutorServiceManager().newThreadPool(Aside.class, "CascadeFlowRule", few), PATIENCE);
        extension.addContextPlugin(Aside.class, made);
        return made;
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

    /** @param known what code is asked about */
    Map<Expression, Verdict> of(Exchange exchange, Facts known) {
        if (predicates.isEmpty() && code.isEmpty()) {
            return Map.of();
        }
        Exchange readable = readable(exchange);
        Map<Expression, Verdict> verdicts = new HashMap<>();
        predicates.forEach((expression, predicate) -> verdicts.put(
                expression,
                Languages.mayRunCode(expression)
                        ? aside(readable, expression, predicate)
                        : of(expression, () -> matches(readable, predicate))));
        for (Coded each : code) {
            verdicts.put(
                    each.expression(),
                    of(each.expression(), () -> aside.verdict(() -> each.code().test(known))));
        }
        return verdicts;
    }

    /** Languages do not look into a conversation: what is in its texts must not escape a rule, as at the gateway. */
    private static Exchange readable(Exchange exchange) {
        String text = text(exchange.getMessage().getBody());
        return text == null ? exchange : copy(exchange, text);
    }

    private static Exchange copy(Exchange exchange, @Nullable Object body) {
        Exchange copy = ExchangeHelper.createCopy(exchange, true);
        copy.getMessage().setBody(body);
        return copy;
    }

    private static @Nullable String text(@Nullable Object body) {
        if (body instanceof ChatRequest request) {
            return request.messages().stream().map(ChatMessage::text).collect(Collectors.joining("\n"));
        }
        return body instanceof EmbeddingRequest request ? String.join("\n", request.texts()) : null;
    }

    /** With an exchange of its own: who is given up may go on with it. */
    private Verdict aside(Exchange exchange, Expression expression, Predicate predicate) {
        Object body = exchange.getMessage().getBody();
        Exchange own = copy(
                exchange, body instanceof StreamCache ? exchange.getMessage().getBody(String.class) : body);
        MessageHelper.resetStreamCache(exchange.getMessage());
        return of(expression, () -> aside.verdict(() -> predicate.matches(own)));
    }

    private static Verdict matches(Exchange exchange, Predicate predicate) {
        try {
            return predicate.matches(exchange) ? Verdict.YES : Verdict.NO;
        } finally {
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
    }

    private Verdict of(Expression expression, Supplier<Verdict> condition) {
        Instant began = clock.instant();
        try {
            Verdict said = condition.get();
            boolean late = Duration.between(began, clock.instant()).compareTo(PATIENCE) > 0;
            if (said == Verdict.UNKNOWN || late) {
                LOG.warn(
                        "policies: the condition '{}' took longer than {} ms: its rule applies",
                        expression.text(),
                        PATIENCE.toMillis());
                return Verdict.UNKNOWN;
            }
            return said;
        } catch (RuntimeException e) {
            // the class only: a message may hold what is in the body
            LOG.warn(
                    "policies: the condition '{}' failed ({}): its rule applies",
                    expression.text(),
                    e.getClass().getSimpleName());
            return Verdict.UNKNOWN;
        }
    }
}
