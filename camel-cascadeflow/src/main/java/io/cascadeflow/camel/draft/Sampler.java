package io.cascadeflow.camel.draft;

import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.camel.budget.Payers.ExchangePayer;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Metered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a model for an answer and for further samples of it, all at once; each call is paid for by itself. The further ones
 * go out as soon as the budgets have let the first through, so they never take the money of the answer. Thread-safe; no
 * thread waits.
 */
public final class Sampler {

    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);

    private final PaidModel model;
    private final Map<Integer, String> prompts;
    private final AtomicBoolean warned;

    /** @param prompts instructions of single samples, by their number from 2 */
    public Sampler(PaidModel model, Map<Integer, String> prompts) {
        this(model, prompts, new AtomicBoolean());
    }

    private Sampler(PaidModel model, Map<Integer, String> prompts, AtomicBoolean warned) {
        this.model = model;
        this.prompts = Map.copyOf(prompts);
        this.warned = warned;
    }

    /** The same, its calls cancelled when {@code stop} completes; absent for one that nobody stops. */
    public Sampler stoppedBy(@Nullable CompletableFuture<?> stop) {
        return stop == null ? this : new Sampler(model.stoppedBy(stop), prompts, warned);
    }

    /** Warns, once, when as many samples of a request drawn like this will most likely be all the same. */
    public void check(int count, Sampling sampling) {
        Double temperature = sampling.temperature();
        boolean same = count > 1 && prompts.isEmpty() && temperature != null && temperature == 0;
        if (same && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "{} is asked for {} samples at temperature 0, which will be alike and tell nothing; remove temperature=0, or give samplePrompt.2 and so on",
                    model.id(),
                    count);
        }
    }

    /**
     * Asks.
     *
     * @param call the one for the answer
     * @param count how many answers, 1 or more
     * @return never fails for what goes wrong with a call: that is in the result
     */
    public CompletionStage<Samples> ask(ChatCall call, ExchangePayer payer, int count) {
        check(count, call.request().sampling());
        if (count == 1) {
            return model.ask(call, payer).thenApply(first -> new Samples(first, List.of()));
        }
        Further further = new Further(call, payer.as(SpendRole.SAMPLE), count);
        return model.ask(call, payer, further::begin)
                .thenCompose(first -> further.result().thenApply(others -> new Samples(first, others)));
    }

    /** The calls for further samples of one answer. */
    private final class Further {

        private final ChatCall first;
        private final ExchangePayer payer;
        private final int count;
        private final AtomicBoolean decided = new AtomicBoolean();
        private final CompletableFuture<List<Metered>> result = new CompletableFuture<>();

        private Further(ChatCall first, ExchangePayer payer, int count) {
            this.first = first;
            this.payer = payer;
            this.count = count;
        }

        /** At the first attempt of the first call; its retries change nothing. */
        private void begin() {
            if (!decided.compareAndSet(false, true)) {
                return;
            }
            try {
                start();
            } catch (RuntimeException | Error e) {
                // else whoever waits for the samples would wait for ever
                result.completeExceptionally(e);
                throw e;
            }
        }

        private void start() {
            List<CompletableFuture<Metered>> calls = new ArrayList<>();
            for (int sample = 2; sample <= count; sample++) {
                calls.add(start(sample));
            }
            CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                    .thenRun(() -> result.complete(
                            calls.stream().map(CompletableFuture::join).toList()));
        }

        private CompletableFuture<Metered> start(int sample) {
            try {
                ChatCall call = first.withSample(sample).withSink(null).withRequest(request(first.request(), sample));
                return model.ask(call, payer).toCompletableFuture();
            } catch (RuntimeException e) {
                return CompletableFuture.completedFuture(Metered.unmade(e));
            }
        }

        /** Once the first call has ended: when it was never sent, no further one is made any more. */
        private CompletionStage<List<Metered>> result() {
            if (decided.compareAndSet(false, true)) {
                result.complete(List.of());
            }
            return result;
        }
    }

    private ChatRequest request(ChatRequest first, int sample) {
        Sampling sampling = first.sampling();
        Long seed = sampling.seed();
        ChatRequest drawn = seed == null ? first : first.withSampling(sampling.withSeed(seed + sample - 1));
        String prompt = prompts.get(sample);
        return prompt == null ? drawn : drawn.withSystemMessage(prompt);
    }
}
