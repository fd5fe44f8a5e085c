package io.cascadeflow.wall;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.wall.Scenario.Form;
import io.cascadeflow.wall.Trial.Way;
import io.cascadeflow.wall.Verdict.Level;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every fault in every way it can be met. Trials run side by side: most of their time is spent waiting. */
class WallTest {

    private static final Set<Form> FORMS = EnumSet.allOf(Form.class);
    private static final int AT_ONCE = 24;

    private static final Wall WALL = new Wall();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(AT_ONCE);

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
        WALL.close();
    }

    @TestFactory
    Stream<DynamicTest> failoverBench() {
        return tests(FailoverBench.scenarios());
    }

    @TestFactory
    Stream<DynamicTest> furtherFaults() {
        return tests(FurtherFaults.scenarios());
    }

    @TestFactory
    Stream<DynamicTest> anOutageHeals() {
        List<DynamicTest> tests = Stream.of(Way.values())
                .flatMap(way -> FORMS.stream().flatMap(form -> outages(form, way)))
                .toList();
        return tests.stream();
    }

    private static Stream<DynamicTest> outages(Form form, Way way) {
        return Trial.TRANSPORTS.stream().map(transport -> {
            Future<Outage.Record> record = THREADS.submit(() -> WALL.run(Outage.S15, form, way, transport, call -> {}));
            String name = "s15: %s, %s, %s".formatted(form, way, transport);
            return DynamicTest.dynamicTest(name, () -> check(way, record.get()));
        });
    }

    private static void check(Way way, Outage.Record record) {
        assertThat(Outage.S15.complaints(way, record)).isEmpty();
        assertThat(record.calls())
                .as("some were made while it was down, and some when it was up again")
                .anyMatch(call -> !call.servedBy().equals("primary-served"))
                .anyMatch(call -> call.servedBy().equals("primary-served"));
    }

    private static Stream<DynamicTest> tests(List<Scenario> scenarios) {
        List<DynamicTest> tests = scenarios.stream()
                .flatMap(scenario -> Trial.of(scenario, FORMS).stream())
                .map(trial -> {
                    Future<Verdict> verdict = THREADS.submit(() -> WALL.run(trial));
                    return DynamicTest.dynamicTest(trial.toString(), () -> check(trial, verdict.get()));
                })
                .toList();
        return tests.stream();
    }

    private static void check(Trial trial, Verdict verdict) {
        assertThat(verdict.level()).as("%s: %s", trial, verdict.complaints()).isEqualTo(Level.PASS);
    }
}
