package io.cascadeflow.benchmarks;

import io.cascadeflow.benchmarks.measure.FittedForBenchmark;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.CascadeState;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Answered;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.confidence.ProfileGate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One decision: signals, gate and step machine for a draft of 550 characters. One thread, so wall time is CPU time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DecisionBenchmark {

    private static final String QUESTION =
            "A shop sells pencils at 3 dollars a box and pens at 5 dollars a box. Ann buys 12 boxes"
                    + " of pencils and 8 boxes of pens, gives a quarter of the pencil boxes to her school and returns 2 boxes of pens for"
                    + " the full price. How many dollars has she spent in the end?";

    private static final String ANSWER =
            "Let us go through it step by step. The pencils cost 12 * 3 = 36 dollars. The pens cost"
                    + " 8 * 5 = 40 dollars. Together that is 36 + 40 = 76 dollars. Giving boxes away does not change what she has spent,"
                    + " so the quarter of the pencil boxes, 12 / 4 = 3 boxes, does not matter here. She returns 2 boxes of pens for the"
                    + " full price, which brings back 2 * 5 = 10 dollars. In the end she has spent 76 - 10 = 66 dollars on pencils and"
                    + " pens. To check it the other way round once more: 12 * 3 + 6 * 5 = 66 dollars. So the final answer is that Ann spent 66 dollars in all.";

    /** Whether the provider sent token log-probabilities, one for each four characters. */
    @Param({"false", "true"})
    public boolean logprobs;

    /** Whose profile: the priors that ship, or a fitted one that weighs every signal and fifteen thousand words. */
    @Param({"first", "fitted"})
    public String profile = "first";

    private Gate gate = ProfileGate.first();
    private final Cascade cascade = new Cascade("support", List.of(new Tier("small", 0.75), new Tier("large", null)));
    private final Instant now = Instant.EPOCH;
    private Draft draft = Draft.of(QUESTION, ANSWER);

    @Setup
    public void draft() {
        if (ANSWER.length() < 540 || ANSWER.length() > 560) {
            throw new IllegalStateException("the draft has " + ANSWER.length() + " characters");
        }
        gate = profile.equals("fitted") ? FittedForBenchmark.gate() : ProfileGate.first();
        if (logprobs) {
            List<TokenLogprob> tokens = new ArrayList<>();
            for (int i = 0; i + 4 <= ANSWER.length(); i += 4) {
                tokens.add(new TokenLogprob(ANSWER.substring(i, i + 4), -0.01 * (i % 37), List.of()));
            }
            ChatReply reply = draft.reply().withLogprobs(Logprobs.of(tokens));
            draft = new Draft(draft.request(), reply);
        }
    }

    @Benchmark
    public Step decision() {
        Assessment assessment = gate.assess(draft);
        return CascadeState.start(cascade, null, null).state().next(new Answered(assessment, true, Usd.ZERO), now);
    }
}
