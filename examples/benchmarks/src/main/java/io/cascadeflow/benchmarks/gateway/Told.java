package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.gateway.client.Answer;
import io.cascadeflow.benchmarks.gateway.client.Question;
import io.cascadeflow.benchmarks.gateway.client.Talker;
import io.cascadeflow.benchmarks.gateway.provider.Play;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Clients that ask in every way and note what each whole answer said that it cost. To be read by any thread. */
final class Told implements Talker {

    private static final String COST = "x-cascadeflow-cost-usd";
    private static final String DECISION = "x-cascadeflow-decision-id";

    private static final List<Question> QUESTIONS = List.of(
            Act.chat(Play.ANSWER, false, ""),
            Act.chat(Play.ANSWER, true, ""),
            Act.chat(Play.UNSURE, false, ""),
            Act.chat(Play.UNSURE, true, ""),
            Act.chat(GatewayFolder.MODEL, Play.ANSWER, true, ""));

    private final Map<String, Usd> costs = new ConcurrentHashMap<>();
    private final AtomicInteger cutOff = new AtomicInteger();
    private final AtomicInteger untold = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    @Override
    public Question next(int client) {
        return QUESTIONS.get(asked.getAndIncrement() % QUESTIONS.size());
    }

    @Override
    public void answered(Question question, Answer answer) {
        String decision = answer.header(DECISION);
        Usd cost = cost(answer.header(COST));
        if (answer.status() == 200 && decision != null && cost != null) {
            costs.put(decision, cost);
        } else {
            untold.incrementAndGet();
        }
    }

    private static @Nullable Usd cost(@Nullable String told) {
        return told == null ? null : Usd.of(told);
    }

    @Override
    public void failed(Question question, String why) {
        cutOff.incrementAndGet();
    }

    /** By decision: what each whole answer said. */
    Map<String, Usd> costs() {
        return costs;
    }

    /** Questions whose connection ended before the answer was whole, or could not be had. */
    int cutOff() {
        return cutOff.get();
    }

    /** Whole answers that did not say what they cost, refusals among them. */
    int untold() {
        return untold.get();
    }
}
