package io.cascadeflow.wall;

import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeRequest;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One fault of a provider, and what must come out.
 *
 * @param id short, for tables
 * @param fault what the server does, in a line
 * @param model what the server says when it answers
 * @param server what it does with each request
 * @param address how it is reached
 * @param dialects the protocols in which the fault is tried; one where it lies below all protocols
 * @param expected what must come out of a whole and of a streamed call; of a form that the fault does not have, nothing
 * @param patience how long the client waits for the answer, or for the next piece of it
 * @param healed whether the next call must be answered by the same server
 * @param isRefusal whether what is refused must not be asked elsewhere
 */
public record Scenario(
        String id,
        String fault,
        FakeModel model,
        Server server,
        Address address,
        Set<FakeDialect> dialects,
        Map<Form, Expected> expected,
        Duration patience,
        boolean healed,
        boolean isRefusal) {

    /** Sixty words, so that forty of them are not all. */
    public static final String TEXT =
            "A gateway is trusted when the provider behind it fails, for then it has to choose between a quick answer, a"
                    + " true answer and none. It waits as long as it was told to, asks somebody else when that helps,"
                    + " says plainly what went wrong when it does not, and never sells half of a sentence as the whole"
                    + " one.";

    private static final Duration PATIENT = Duration.ofSeconds(20);

    /** How a call wants its reply. */
    public enum Form {
        WHOLE,
        STREAMED
    }

    /** How the server is reached. */
    public enum Address {
        PLAIN,
        /** A secure address at which a server without TLS listens. */
        NOT_SECURE,
        /** A secure server whose certificate nobody has signed. */
        UNTRUSTED,
        /** A name that does not exist. */
        UNKNOWN,
        /** A port at which nobody listens. */
        CLOSED
    }

    /** What a server does with a request. */
    @FunctionalInterface
    public interface Server {

        /** @param attempt which request this is for the server, from 1 */
        FakeAnswer answer(FakeModel model, FakeRequest request, int attempt);
    }

    /** A fault that both forms of a call can meet, in OpenAI's dialect. */
    public static Scenario of(String id, String fault, Server server, Expected expected) {
        return whole(id, fault, server, expected).streamed(expected);
    }

    /** A fault of replies in one piece. */
    public static Scenario whole(String id, String fault, Server server, Expected expected) {
        return new Scenario(
                id,
                fault,
                FakeModel.saying("primary-served", TEXT),
                server,
                Address.PLAIN,
                EnumSet.of(FakeDialect.OPENAI),
                Map.of(Form.WHOLE, expected),
                PATIENT,
                false,
                false);
    }

    /** A fault that only a stream can have. */
    public static Scenario streamedOnly(String id, String fault, Server server, Expected expected) {
        Scenario both = of(id, fault, server, expected);
        return both.expecting(Map.of(Form.STREAMED, expected));
    }

    public Scenario streamed(Expected streamed) {
        Map<Form, Expected> all = new EnumMap<>(expected);
        all.put(Form.STREAMED, streamed);
        return expecting(all);
    }

    private Scenario expecting(Map<Form, Expected> all) {
        return new Scenario(id, fault, model, server, address, dialects, Map.copyOf(all), patience, healed, isRefusal);
    }

    /** The fault lies in what is said, so that it is tried in every protocol. */
    public Scenario inAllDialects() {
        return in(FakeDialect.values());
    }

    public Scenario in(FakeDialect... dialects) {
        Set<FakeDialect> all = EnumSet.copyOf(List.of(dialects));
        return new Scenario(id, fault, model, server, address, all, expected, patience, healed, isRefusal);
    }

    public Scenario at(Address address) {
        return new Scenario(id, fault, model, server, address, dialects, expected, patience, healed, isRefusal);
    }

    public Scenario saying(String text) {
        FakeModel other = model.saying(text);
        return new Scenario(id, fault, other, server, address, dialects, expected, patience, healed, isRefusal);
    }

    public Scenario patience(Duration patience) {
        return new Scenario(id, fault, model, server, address, dialects, expected, patience, healed, isRefusal);
    }

    /** The next call is answered by the same server. */
    public Scenario thenHealed() {
        return new Scenario(id, fault, model, server, address, dialects, expected, patience, true, isRefusal);
    }

    /** What is refused must not be asked elsewhere. */
    public Scenario refusing() {
        return new Scenario(id, fault, model, server, address, dialects, expected, patience, healed, true);
    }

    @Override
    public String toString() {
        return id + " " + fault;
    }
}
