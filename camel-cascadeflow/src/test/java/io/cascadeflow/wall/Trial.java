package io.cascadeflow.wall;

import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.wall.Scenario.Form;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** One way to meet a fault. */
public record Trial(Scenario scenario, Form form, Way way, String transport, FakeDialect dialect) {

    /** Whom the call can reach. */
    public enum Way {
        /** The faulty server alone. */
        DIRECT,
        /** A cascade of two tiers: the faulty server, then a sound one. */
        CASCADE,
        /** A cascade of one tier with two endpoints: the faulty server, or else a sound one. */
        FAIL_OVER
    }

    /** How the servers are reached. */
    public static final List<String> TRANSPORTS = List.of("jdk", "camel", "vertx");

    private static final Set<FakeDialect> ON_EACH_TRANSPORT =
            Set.of(FakeDialect.OPENAI, FakeDialect.ANTHROPIC, FakeDialect.OLLAMA);

    /** All that there are of {@code scenario} in these forms. */
    public static List<Trial> of(Scenario scenario, Set<Form> forms) {
        return forms.stream()
                .filter(scenario.expected()::containsKey)
                .flatMap(form -> Stream.of(Way.values())
                        .flatMap(way -> TRANSPORTS.stream()
                                .flatMap(transport -> scenario.dialects().stream()
                                        .filter(dialect -> isTried(transport, dialect))
                                        .map(dialect -> new Trial(scenario, form, way, transport, dialect)))))
                .toList();
    }

    /** What a transport does shows in some protocols, and what a protocol does on one transport. */
    private static boolean isTried(String transport, FakeDialect dialect) {
        return transport.equals(TRANSPORTS.get(0)) || ON_EACH_TRANSPORT.contains(dialect);
    }

    /** What must come out of the call to the faulty server. */
    public Expected expected() {
        return Objects.requireNonNull(scenario.expected().get(form), "the fault has no such form");
    }

    /** Whether the sound server must answer in place of the faulty one. */
    public boolean isPassedOn() {
        return way != Way.DIRECT && !expected().isAnswer() && !scenario.isRefusal();
    }

    /** Whether it must end in an answer, whoever gives it. */
    public boolean isAnswered() {
        return expected().isAnswer() || isPassedOn();
    }

    @Override
    public String toString() {
        return "%s: %s, %s, %s, %s"
                .formatted(scenario, form, way, transport, dialect)
                .toLowerCase(Locale.ROOT);
    }
}
