package io.cascadeflow.chaos;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.stream.ReplyStream;
import io.cascadeflow.chaos.Question.Way;
import io.cascadeflow.pricing.Usd;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** The clients: they ask, and look at what they get. Thread-safe. */
final class Asker {

    private static final String CASCADE = "cascadeflow:cascade:support";
    private static final Duration HURRY = Duration.ofMillis(120);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> MODELS = List.of("small", "large");

    private final ChaosConfiguration configuration;
    private final Complaints complaints;
    private final AtomicLong asked = new AtomicLong();
    private final Map<String, Integer> failures = new ConcurrentSkipListMap<>();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();

    Asker(ChaosConfiguration configuration, Complaints complaints) {
        this.configuration = configuration;
        this.complaints = complaints;
    }

    long nextId() {
        return asked.getAndIncrement();
    }

    long asked() {
        return asked.get();
    }

    /** How many questions ended in a failure, by its kind. */
    Map<String, Integer> failures() {
        return failures;
    }

    Queue<Told> told() {
        return told;
    }

    void ask(ChaosNode node, Question question) {
        long start = System.nanoTime();
        @Nullable Throwable failure = answer(node, question);
        if (failure != null) {
            failures.merge(failure.getClass().getSimpleName(), 1, Integer::sum);
            secrets(failure);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        if (took.compareTo(LONGEST) > 0) {
            complaints.add(9, "question %d took %s", question.id(), took);
        }
    }

    private @Nullable Throwable answer(ChaosNode node, Question question) {
        try {
            Exchange exchange = node.ask(uri(question.way()), question.text(), headers(question));
            return exchange.getException() != null ? exchange.getException() : look(exchange, question);
        } catch (TimeoutException e) {
            complaints.add(9, "question %d has no end", question.id());
            return e;
        } catch (Exception e) {
            return e;
        }
    }

    private String uri(Way way) {
        return switch (way) {
            case WHOLE, HURRIED -> CASCADE;
            case STREAMED, LEFT -> CASCADE + "?streaming=true";
            case UNPRICED -> configuration.unpriced();
        };
    }

    private static Map<String, Object> headers(Question question) {
        Map<String, Object> headers = new HashMap<>();
        headers.put(CascadeFlowConstants.TENANT, question.tenant());
        headers.put("region", question.isFromEurope() ? "eu" : "us");
        headers.put("strict", question.isStrict() ? "yes" : "no");
        if (question.way() == Way.HURRIED) {
            headers.put(CascadeFlowConstants.DEADLINE, HURRY);
        }
        return headers;
    }

    /** @return why there is no answer after all; null when there is one, or the client did not want it */
    private @Nullable Throwable look(Exchange exchange, Question question) {
        return switch (question.way()) {
            case WHOLE, HURRIED -> {
                keep(
                        question,
                        exchange.getMessage().getBody(String.class),
                        exchange.getMessage().getHeaders());
                yield null;
            }
            case STREAMED -> read(exchange.getMessage().getBody(ReplyStream.class), question);
            case LEFT -> leave(exchange.getMessage().getBody(ReplyStream.class));
            case UNPRICED -> {
                complaints.add(3, "question %d was answered by a model without a price", question.id());
                yield null;
            }
        };
    }

    private @Nullable Throwable read(ReplyStream stream, Question question) {
        StringBuilder text = new StringBuilder();
        try {
            stream.forEach(piece -> text.append(ReplyStream.textOf(piece)));
            keep(
                    question,
                    text.toString(),
                    stream.headers().toCompletableFuture().get(10, TimeUnit.SECONDS));
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static @Nullable Throwable leave(ReplyStream stream) {
        try (stream) {
            Iterator<Object> pieces = stream.iterator();
            if (pieces.hasNext()) {
                pieces.next();
            }
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private void keep(Question question, String text, Map<String, Object> headers) {
        if (MODELS.stream().noneMatch(model -> text.equals(Question.answer(model, question.id())))) {
            complaints.add(4, "question %d got %d characters that are no answer", question.id(), text.length());
        }
        if (headers.get(CascadeFlowConstants.DECISION_ID) instanceof String decision
                && headers.get(CascadeFlowConstants.TOTAL_COST) instanceof BigDecimal cost) {
            told.add(new Told(decision, Usd.of(cost)));
        } else {
            complaints.add(11, "question %d was answered without its cost", question.id());
        }
    }

    private void secrets(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        String trace = text.toString();
        if (trace.contains(Question.SECRET) || trace.contains(Question.WORD)) {
            complaints.add(8, "a %s tells a question or an answer", failure.getClass());
        }
    }
}
