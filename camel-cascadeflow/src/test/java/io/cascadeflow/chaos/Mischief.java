package io.cascadeflow.chaos;

import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/** A model at a provider that fails every fourth time, each time in another way. */
final class Mischief implements AutoCloseable {

    /** How often one call may ask a provider, the first time included. */
    private static final int ATTEMPTS = 3;

    private final String model;
    private final boolean isInEurope;
    private final Complaints complaints;
    private final FakeProvider server = FakeProvider.start();
    private final SplittableRandom random;
    private final Map<Long, Integer> asked = new ConcurrentHashMap<>();
    private final Map<Fault, Integer> faults = new ConcurrentHashMap<>();

    /** What it does with a request. */
    enum Fault {
        NONE,
        SLOW,
        BROKEN_500,
        BUSY_429,
        RESET,
        CUT,
        STALL,
        TOO_LONG,
        FILTERED,
        EMPTY,
        PAGE
    }

    Mischief(String model, boolean isInEurope, SplittableRandom random, Complaints complaints) {
        this.model = model;
        this.isInEurope = isInEurope;
        this.random = random;
        this.complaints = complaints;
        server.answer(this::answer);
    }

    URI uri() {
        return server.uri();
    }

    Map<Fault, Integer> faults() {
        return faults;
    }

    private FakeAnswer answer(FakeRequest request) {
        String body = request.text();
        long id = Question.id(body);
        if (!isInEurope && Question.isFromEurope(body)) {
            complaints.add(1, "model '%s' was asked question %d, which a rule keeps from it", model, id);
        }
        if (body.contains("\"unpriced\"")) {
            complaints.add(3, "a model without a price was asked question %d", id);
        }
        int times = asked.merge(id, 1, Integer::sum);
        if (times > ATTEMPTS) {
            complaints.add(10, "model '%s' was asked question %d for the %dth time", model, id, times);
        }
        Fault fault = fault();
        faults.merge(fault, 1, Integer::sum);
        return answer(fault, FakeModel.saying(model, Question.answer(model, id)), request);
    }

    private synchronized Fault fault() {
        int drawn = random.nextInt(4 * Fault.values().length);
        return drawn < Fault.values().length ? Fault.values()[drawn] : Fault.NONE;
    }

    private static FakeAnswer answer(Fault fault, FakeModel model, FakeRequest request) {
        return switch (fault) {
            case NONE -> model.answer(request);
            case SLOW -> model.every(Duration.ofMillis(30)).answer(request).after(Duration.ofMillis(200));
            case BROKEN_500 -> FakeModel.error(request, 500, "server_error", "boom");
            case BUSY_429 ->
                FakeModel.error(request, 429, "rate_limit_error", "limit").header("Retry-After", "1");
            case RESET -> FakeAnswer.empty(200).resetAfter(0);
            case CUT -> model.answer(request).cutOffAfter(model.bytesOf(request, 4));
            case STALL -> model.answer(request).stallAfter(model.bytesOf(request, 3));
            case TOO_LONG -> model.finishing("length").answer(request);
            case FILTERED -> model.finishing("content_filter").answer(request);
            case EMPTY -> model.saying("").answer(request);
            case PAGE -> FakeAnswer.html(200);
        };
    }

    @Override
    public void close() {
        server.close();
    }
}
