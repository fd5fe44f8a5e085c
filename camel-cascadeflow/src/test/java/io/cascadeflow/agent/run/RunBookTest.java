package io.cascadeflow.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.agent.run.RunEntry.Act;
import io.cascadeflow.agent.run.RunEntry.Call;
import io.cascadeflow.agent.run.RunEntry.Kind;
import io.cascadeflow.camel.MovableClock;
import io.cascadeflow.policy.Constraint.DenyTools;
import io.cascadeflow.policy.Constraint.MaxTier;
import io.cascadeflow.policy.RunLimit;
import io.cascadeflow.policy.RunStoppedException;
import io.cascadeflow.pricing.Usd;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunBookTest {

    private static final Call CALL = new Call("probe:m", "support", "small", "draft", "d1");
    private static final Usd CENT = Usd.of("0.01");

    private final MovableClock clock = new MovableClock();
    private final RunBook book = new RunBook(clock, Capacity.DEFAULT);

    private Run run(String id, RunLimits limits, Pressure... under) {
        return book.find(RunPath.of(id), () -> List.of(RunRule.of("r", limits, under)))
                .orElseThrow();
    }

    private static RunTurn call(Run run) {
        return run.begin(CALL, CENT, null);
    }

    private static void made(Run run) {
        call(run).ended(true, CENT, null, 10, 5);
    }

    private static RunStoppedException stop(Run run) {
        return catchThrowableOfType(RunStoppedException.class, () -> call(run));
    }

    @Test
    void ofFiftyThreadsAtOnceExactlyAsManyCallsAreMadeAsAreAllowed() throws Exception {
        Run run = run("r1", RunLimits.NONE.withCalls(10));
        assertThat(admitted(50, () -> made(run))).isEqualTo(10);
        assertThat(run.summary().used().calls()).isEqualTo(10);
        assertThat(run.summary().actions()).containsEntry("stop", 40L);
    }

    @Test
    void ofFiftyThreadsInRunsWithinItNoMoreMoneyIsHeldThanTheOuterOneHas() throws Exception {
        AtomicInteger number = new AtomicInteger();
        run("r1", RunLimits.NONE.withBudget("0.105"));
        int admitted = admitted(50, () -> call(run("r1>" + number.incrementAndGet(), RunLimits.NONE)));

        assertThat(admitted).isEqualTo(10);
        assertThat(book.summary("r1").orElseThrow().underWay()).isEqualTo(10);
    }

    private static int admitted(int threads, Runnable work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(1);
        AtomicInteger admitted = new AtomicInteger();
        for (int i = 0; i < threads; i++) {
            pool.execute(() -> {
                try {
                    start.await();
                    work.run();
                    admitted.incrementAndGet();
                } catch (RunStoppedException stopped) {
                    // not admitted
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        start.countDown();
        pool.shutdown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        return admitted.get();
    }

    @Test
    void saysWhichLimitOfWhichRunAndTheWayOut() {
        Run run = run("case-7", RunLimits.NONE.withCalls(1));
        made(run);

        RunStoppedException stop = stop(run);
        assertThat(stop.limit()).isEqualTo(RunLimit.CALLS);
        assertThat(stop.run()).isEqualTo("case-7");
        assertThat(stop.rule()).isEqualTo("r");
        assertThat(stop)
                .hasMessage(
                        "run 'case-7' has 0 of 1 calls left, and 1 more is wanted, by rule 'r' for runs. End its work,"
                                + " or raise calls");
    }

    @Test
    void aLimitOfZeroLetsNothingThrough() {
        assertThat(stop(run("a", RunLimits.NONE.withCalls(0))).limit()).isEqualTo(RunLimit.CALLS);
        assertThat(stop(run("b", RunLimits.NONE.withBudget("0"))).limit()).isEqualTo(RunLimit.BUDGET);
        assertThatThrownBy(() -> run("c", RunLimits.NONE.withToolCalls(0)).tools(List.of("x")))
                .isInstanceOf(RunStoppedException.class);
        run("d", RunLimits.NONE.withBudget("0")).begin(CALL, Usd.ZERO, null).ended(true, Usd.ZERO, null, 0, 0);
    }

    @Test
    void limitsBelowZeroAndNoTimeAreRefused() {
        assertThatThrownBy(() -> RunLimits.NONE.withCalls(-1)).hasMessageContaining("a run's calls is -1");
        assertThatThrownBy(() -> RunLimits.NONE.withToolCalls(-1)).hasMessageContaining("toolCalls");
        assertThatThrownBy(() -> RunLimits.NONE.withBudget("-1")).hasMessageContaining("budget");
        assertThatThrownBy(() -> RunLimits.NONE.withEnergy(-1)).hasMessageContaining("energy");
        assertThatThrownBy(() -> RunLimits.NONE.withDepth(-1)).hasMessageContaining("depth");
        assertThatThrownBy(() -> RunLimits.NONE.withTime(Duration.ZERO)).hasMessageContaining("longer than 0");
    }

    @Test
    void whatRunsWithinItUseCountsInTheOuterOne() {
        Run outer = run("a", RunLimits.NONE.withCalls(3));
        Run inner = run("a>b", RunLimits.NONE);
        made(outer);
        made(inner);
        made(run("a>b>c", RunLimits.NONE));

        assertThat(stop(inner).run()).isEqualTo("a");
        assertThat(book.summary("a").orElseThrow().used().calls()).isEqualTo(3);
        assertThat(book.summary("a>b").orElseThrow().used().calls()).isEqualTo(2);
        assertThat(book.summary("a").orElseThrow().within()).containsExactly("a>b");
        assertThat(book.trace("a>b").orElseThrow().entries())
                .extracting(RunEntry::kind)
                .containsExactly(Kind.ANSWERED, Kind.ANSWERED, Kind.REFUSED);
    }

    @Test
    void runsMayBeWithinItAsDeepAsIsAllowed() {
        run("a", RunLimits.NONE.withDepth(1));
        made(run("a>b", RunLimits.NONE));

        assertThat(stop(run("a>b>c", RunLimits.NONE)).limit()).isEqualTo(RunLimit.DEPTH);
        assertThat(book.summary("a").orElseThrow().used().calls()).isEqualTo(1);
    }

    @Test
    void aCallThatIsNotMadeTakesNothing() {
        Run run = run("a", RunLimits.NONE.withCalls(1).withBudget("0.01"));
        call(run).notMade(null);
        made(run);

        assertThat(run.summary().used()).isEqualTo(new Tally(1, 0, CENT, 0, 1));
        assertThat(run.summary().outcomes()).containsEntry("refused", 1L).containsEntry("answered", 1L);
    }

    @Test
    void itsTimeIsOverAfterItsFirstCall() {
        Run run = run("a", RunLimits.NONE.withTime(Duration.ofMinutes(2)));
        made(run);
        clock.advance(Duration.ofSeconds(90));
        assertThat(run.timeLeft().orElseThrow().deadline()).isEqualTo(Duration.ofSeconds(30));
        made(run);
        clock.advance(Duration.ofSeconds(30));
        assertThat(stop(run).limit()).isEqualTo(RunLimit.TIME);
    }

    @Test
    void energyThatIsNotKnownIsNotTakenForNone() {
        Run run = run("a", RunLimits.NONE.withEnergy(1000));
        assertThat(stop(run)).hasMessageContaining("that of the model is not known");
        run.begin(CALL, CENT, 800L).ended(true, CENT, 700L, 1, 1);
        assertThatThrownBy(() -> run.begin(CALL, CENT, 301L)).hasMessageContaining("energy");
        run.begin(CALL, CENT, 300L).ended(true, CENT, 300L, 1, 1);
        assertThat(run.summary().used().energy()).isEqualTo(1000);
    }

    @Test
    void allToolsOfAnAnswerMayBeCalledOrNone() {
        Run run = run("a", RunLimits.NONE.withToolCalls(3));
        run.tools(List.of("search", "search"));
        assertThatThrownBy(() -> run.tools(List.of("refund", "mail")))
                .isInstanceOf(RunStoppedException.class)
                .hasMessageContaining("has 1 of 3 tool calls left, and 2 more are wanted");
        assertThat(run.summary().used().toolCalls()).isEqualTo(2);
        assertThat(book.trace("a").orElseThrow().entries().get(1).tools()).containsExactly("refund", "mail");
    }

    @Test
    void isUnderPressureWhenNoMoreThanTheShareIsLeft() {
        Run run = run(
                "a",
                RunLimits.NONE.withCalls(10).withToolCalls(4),
                new Pressure(0.2, null, List.of(new MaxTier("small"))),
                new Pressure(0.5, RunLimit.TOOL_CALLS, List.of(new DenyTools(Set.of("search")))));
        for (int i = 0; i < 7; i++) {
            made(run);
        }
        assertThat(run.squeezed()).isEmpty();
        made(run);
        assertThat(run.squeezed()).extracting(RunState.Squeeze::name).containsExactly("r under 0.2");
        run.tools(List.of("search", "search"));
        assertThat(run.squeezed())
                .extracting(RunState.Squeeze::name)
                .containsExactly("r under 0.2", "r under 0.5 of toolCalls");
        assertThat(run.summary().actions()).containsEntry("switch-model", 2L).containsEntry("deny-tools", 1L);
    }

    @Test
    void afterItWasEndedNothingMoreIsDoneAndWhatIsUnderWayStillCounts() {
        Run run = run("a", RunLimits.NONE);
        RunTurn underWay = call(run);
        assertThat(book.end("a").orElseThrow().over()).isTrue();
        underWay.ended(true, CENT, null, 1, 1);

        assertThat(stop(run("a>b", RunLimits.NONE)).limit()).isEqualTo(RunLimit.END);
        assertThat(book.summary("a").orElseThrow().used().calls()).isEqualTo(1);
        assertThat(book.trace("a").orElseThrow().entries())
                .last()
                .satisfies(entry -> assertThat(entry.acts())
                        .containsExactly(new Act(
                                "stop", "", "a", false, "run 'a' has been ended; begin another one, with another id")));
    }

    @Test
    void endingARunWithinLeavesTheOuterOne() {
        Run outer = run("a", RunLimits.NONE);
        Run inner = run("a>b", RunLimits.NONE);
        book.end("a>b");

        assertThat(stop(inner).run()).isEqualTo("a>b");
        made(outer);
    }

    @Test
    void whatIsIdleForLongEnoughIsForgotten() {
        Run run = run("a", RunLimits.NONE.withCalls(1));
        made(run);
        clock.advance(RunRule.IDLE.minusSeconds(1));
        assertThat(book.summary("a")).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(book.summary("a")).isEmpty();
        assertThat(book.entries()).isZero();
        made(run);
        assertThat(stop(run).limit()).isEqualTo(RunLimit.CALLS);
    }

    @Test
    void aRunWithACallUnderWayIsNotForgotten() {
        RunTurn underWay = call(run("a", RunLimits.NONE));
        clock.advance(RunRule.IDLE);
        assertThat(book.summary("a").orElseThrow().underWay()).isEqualTo(1);
        underWay.ended(true, CENT, null, 1, 1);
        assertThat(book.summary("a").orElseThrow().used().calls()).isEqualTo(1);
    }

    @Test
    void asManyRunsAsThereIsRoomForAreKeptAndNoneInThePlaceOfAnother() {
        RunBook small = new RunBook(clock, new Capacity(2, 2, 10, 10));
        List<RunRule> rules = List.of(RunRule.of("r", RunLimits.NONE));
        small.find(RunPath.of("a"), () -> rules);
        small.find(RunPath.of("b"), () -> rules);
        assertThatThrownBy(() -> small.find(RunPath.of("c"), () -> rules))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("2 runs are going on already");
        small.find(RunPath.of("a>1"), () -> rules);
        small.find(RunPath.of("a>2"), () -> rules);
        assertThatThrownBy(() -> small.find(RunPath.of("a>3"), () -> rules))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessageContaining("has 2 runs within it already");
        clock.advance(RunRule.IDLE);
        assertThat(small.find(RunPath.of("c"), () -> rules)).isPresent();
        assertThat(small.ids()).containsExactly("c");
    }

    @Test
    void aRunThatNoRuleIsForIsNotLookedAt() {
        assertThat(book.find(RunPath.of("a"), List::of)).isEmpty();
        assertThat(book.summary("a")).isEmpty();
        assertThat(book.trace("a")).isEmpty();
        assertThat(book.end("a")).isEmpty();
        run("a", RunLimits.NONE);
        assertThat(book.find(RunPath.of("a>b"), List::of))
                .as("within one that is")
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ">", "a>", ">a", "a>>b", "a> >b"})
    void anIdWithABlankNameIsRefused(String id) {
        assertThatThrownBy(() -> RunPath.of(id)).hasMessageContaining("has a blank name in it");
    }

    @Test
    void anIdTellsTheRunsAroundIt() {
        assertThat(RunPath.of(" a > b >c").ids()).containsExactly("a", "a>b", "a>b>c");
        assertThat(RunPath.of("a").child("b").id()).isEqualTo("a>b");
    }
}
