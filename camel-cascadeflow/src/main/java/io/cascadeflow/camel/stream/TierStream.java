package io.cascadeflow.camel.stream;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.DraftContext;
import io.cascadeflow.confidence.Early;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.provider.ReplyEvents;
import io.cascadeflow.provider.ReplySink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a tier of a cascade answers, held back until it is sure to be given: nobody sees what may be taken back. While it grows,
 * the gate looks at it, and may give it up, which ends the call, or commit to it, from when on it is shown as it comes.
 *
 * <p>Pieces come one at a time; the cascade gives or drops them when none comes any more.
 */
public final class TierStream implements ReplySink {

    /** A gate looks again after so many characters; later ever more rarely, so that all looks together are cheap. */
    private static final int STEP = 100;

    private static final int RARER = 8;

    /** It is held until it is given. */
    public static final Rule HELD = new Rule(false, null, null, Set.of());

    private static final CompletionStage<Void> AT_ONCE = CompletableFuture.completedFuture(null);

    private final String tier;
    private final ReplySink outer;
    private final @Nullable DraftSink drafts;
    private final Rule rule;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();
    private final List<ReplyEvent> held = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private final List<TokenLogprob> logprobs = new ArrayList<>();
    private int looked;
    private String model = "";
    private @Nullable Question question;
    /** What comes is passed on: what was held before that goes first. */
    private volatile boolean shown;

    private volatile boolean seen;
    private volatile boolean ended;
    private volatile @Nullable Integer givenUpAt;
    /** Whether pieces of it were told that may be taken back. */
    private volatile boolean told;

    /**
     * When what a tier answers may be shown.
     *
     * @param live at once: whatever it is, it is the answer
     * @param gate looks at it as it grows; absent for the endpoint's own
     * @param threshold that the finished draft has to reach; absent when the gate is not asked before the end
     * @param heeded what is done when the gate says so: drafts are given up only where nobody needs the whole of them, and
     *     committed to only where nothing else could still reject them
     */
    public record Rule(
            boolean live, @Nullable Gate gate, @Nullable Double threshold, Set<Early> heeded) {

        public Rule {
            heeded = Set.copyOf(heeded);
        }
    }

    private record Question(Gate gate, ChatRequest request, DraftContext context) {}

    /**
     * @param tier its name
     * @param outer who is shown what is sure, or everything
     */
    public TierStream(String tier, ReplySink outer, Rule rule) {
        this.tier = tier;
        this.outer = outer;
        this.drafts = outer instanceof DraftSink all ? all : null;
        this.rule = rule;
        shown = rule.live() && drafts == null;
        outer.stop().whenComplete((nothing, failure) -> stop.complete(null));
    }

    /**
     * The endpoint that answers is about to ask.
     *
     * @param own the gate that judges its answers when the cascade has none
     */
    public void asks(Gate own, ChatRequest request, DraftContext context) {
        question = new Question(rule.gate() == null ? own : rule.gate(), request, context);
    }

    /** Who is shown what is sure. */
    public ReplySink listener() {
        return outer;
    }

    /** Whether somebody has seen a piece of it. */
    public boolean isShown() {
        return seen;
    }

    /** Whether it was shown before it was complete, on the gate's word. */
    public boolean isCommitted() {
        return seen && !rule.live();
    }

    /** How many characters of text had come when the gate gave it up; absent when it did not. */
    public @Nullable Integer givenUpAt() {
        return givenUpAt;
    }

    @Override
    public CompletableFuture<Void> stop() {
        return stop;
    }

    /** A draft that nobody has seen can be asked for again. */
    @Override
    public boolean restart() {
        if (isShown()) {
            return false;
        }
        retract("it broke off and is asked for again");
        forget();
        return true;
    }

    /** Another tier answers, or none: nothing of it stands. */
    public void drop(String reason) {
        retract(reason);
        forget();
    }

    private void retract(String reason) {
        if (drafts != null && told) {
            told = false;
            drafts.take(new DraftEvent.Retract(tier, reason));
        }
    }

    private void forget() {
        held.clear();
        text.setLength(0);
        logprobs.clear();
        looked = 0;
        model = "";
    }

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        if (event instanceof ReplyEvent.Start start) {
            if (isShown()) {
                return CompletableFuture.failedFuture(
                        new IllegalStateException(
                                "a second model answers in a tier whose answer is shown as it comes; put one endpoint into the tier"));
            }
            // an endpoint before it in the tier prepared something: the last one answers
            drop("another model of the tier answers");
            model = start.model();
        }
        if (event instanceof ReplyEvent.Text piece) {
            text.append(piece.text());
            logprobs.addAll(piece.logprobs().tokens());
        }
        if (seen) {
            return outer.accept(event);
        }
        held.add(event);
        if (drafts != null) {
            told = true;
            look();
            return drafts.take(new DraftEvent.Piece(tier, event));
        }
        if (!shown) {
            return look();
        }
        boolean nothingYet = event instanceof ReplyEvent.Start || event instanceof ReplyEvent.Usage;
        return nothingYet ? AT_ONCE : show();
    }

    private CompletionStage<Void> look() {
        Double threshold = rule.threshold();
        Question asked = question;
        if (threshold == null || asked == null || text.length() < looked + Math.max(STEP, looked / RARER)) {
            return AT_ONCE;
        }
        int before = looked;
        looked = text.length();
        ChatReply begun = ChatReply.of(model, text.toString()).withLogprobs(Logprobs.of(logprobs));
        Early early =
                asked.gate().early(new Draft(asked.request(), begun, List.of(), asked.context()), before, threshold);
        boolean tooEarly = early == Early.COMMIT && asked.context().citable().judged();
        if (!rule.heeded().contains(early) || tooEarly) {
            return AT_ONCE;
        }
        if (early == Early.REJECT) {
            givenUpAt = text.length();
            stop.complete(null);
            return AT_ONCE;
        }
        return drafts == null ? show() : AT_ONCE;
    }

    /** From now on it is shown as it comes. */
    private CompletionStage<Void> show() {
        shown = true;
        seen = true;
        List<ReplyEvent> all = List.copyOf(held);
        held.clear();
        return tell(outer, all.iterator());
    }

    /**
     * It is the answer: all of it is shown, if it was not yet.
     *
     * @param answer what the tier's steps made of it
     * @return complete when all is told; failed when nobody wanted it any more
     */
    public CompletionStage<Void> give(ChatReply answer) {
        if (isShown()) {
            return AT_ONCE;
        }
        boolean asItCame = answer.text().contentEquals(text) && !held.isEmpty();
        List<ReplyEvent> all = asItCame ? List.copyOf(held) : ReplyEvents.of(answer);
        held.clear();
        return drafts == null ? tell(outer, all.iterator()) : stand(drafts, asItCame ? List.of() : all);
    }

    private CompletionStage<Void> stand(DraftSink all, List<ReplyEvent> instead) {
        if (!instead.isEmpty()) {
            retract("the tier's steps made something else of it");
        }
        CompletionStage<Void> last = AT_ONCE;
        for (ReplyEvent event : instead) {
            last = last.thenCompose(nothing -> all.take(new DraftEvent.Piece(tier, event)));
        }
        return last.thenCompose(nothing -> all.take(new DraftEvent.Accept(tier)));
    }

    /** Lets whoever waits know now and then that something is going on, until something is shown or the tier has ended. */
    public void keepAlive(Duration every) {
        Executor later = CompletableFuture.delayedExecutor(every.toNanos(), TimeUnit.NANOSECONDS);
        later.execute(() -> {
            if (!seen && !ended && !stop.isDone()) {
                outer.waiting();
                keepAlive(every);
            }
        });
    }

    /** No piece of it comes any more. */
    public void end() {
        ended = true;
    }

    /** Tells one after the other, each when there is room for it. */
    public static CompletionStage<Void> tell(ReplySink sink, Iterator<ReplyEvent> events) {
        while (events.hasNext()) {
            CompletableFuture<Void> taken = sink.accept(events.next()).toCompletableFuture();
            if (!taken.isDone() || taken.isCompletedExceptionally()) {
                return taken.thenCompose(nothing -> tell(sink, events));
            }
        }
        return AT_ONCE;
    }
}
