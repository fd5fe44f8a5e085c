package io.cascadeflow.benchmarks.guard;

import io.cascadeflow.guard.Guard;
import io.cascadeflow.guard.RedactedCall;
import io.cascadeflow.guard.eval.Item;
import io.cascadeflow.guard.eval.MadeUpItems;
import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** Redaction of one request, and restoration of an answer that repeats it, all kinds of data. One thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GuardBenchmark {

    private static final int KIBIBYTE = 1024;
    private static final String PROSE = "The cat sat on the mat and thought about nothing in particular. ";

    /** {@code prose} has no digit in it; {@code dense} has personal data, or what looks so, in every sentence. */
    @Param({"prose", "dense"})
    public String text = "dense";

    /** How long the text is, in characters. */
    @Param({"1024", "65536"})
    public int characters = KIBIBYTE;

    private final Guard guard = new Guard(Detectors.of(Set.of(), List.of()));
    private ChatRequest request = ChatRequest.of("");
    private @Nullable RedactedCall redacted;
    private ChatReply reply = ChatReply.of("m", "");

    @Setup
    public void setUp() {
        List<Item> items = new ArrayList<>(MadeUpItems.all(11));
        Collections.shuffle(items, new Random(11));
        StringBuilder all = new StringBuilder();
        for (int i = 0; all.length() < characters; i++) {
            all.append(
                    text.equals("prose") ? PROSE : items.get(i % items.size()).text() + "\n");
        }
        request = ChatRequest.of(all.substring(0, characters));
        RedactedCall call = guard.redacted(request);
        redacted = call;
        reply = ChatReply.of("m", call.request().question());
    }

    @Benchmark
    public RedactedCall redact() {
        return guard.redacted(request);
    }

    @Benchmark
    public @Nullable ChatReply restore() {
        RedactedCall call = redacted;
        return call == null ? null : call.restored(reply);
    }
}
