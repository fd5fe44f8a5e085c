package io.cascadeflow.benchmarks.early;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.TierResult;
import io.cascadeflow.cascade.TierResult.GivenUp;

/** What streaming changed, over many drafts. Sums only; not thread-safe. */
final class EarlyFigures {

    private int drafts;
    private int rejected;
    private int givenUp;
    private int committed;
    private int changed;
    private long rejectedTokens;
    private long savedTokens;
    private double paid;
    private double received;

    /**
     * Adds a draft.
     *
     * @param streamed what became of it piece by piece
     * @param whole what became of it when it was judged as a whole
     */
    void add(MadeUpDraft draft, Attempt streamed, Attempt whole) {
        drafts++;
        boolean passed = !streamed.accepted();
        changed += passed == whole.accepted() ? 1 : 0;
        if (passed) {
            reject(draft, streamed.result());
        }
        if (streamed.result() instanceof TierResult.Answered answered && answered.committed()) {
            committed++;
        }
    }

    private void reject(MadeUpDraft draft, TierResult result) {
        int all = draft.tokens().size();
        rejected++;
        rejectedTokens += all;
        if (result instanceof GivenUp early) {
            int came = draft.tokensIn(early.length());
            givenUp++;
            savedTokens += all - came;
            received += came;
            paid += early.cost().toBigDecimal().doubleValue() * 1e6;
        }
    }

    /** The share of rejected drafts' output tokens that was never generated. */
    double saved() {
        return rejectedTokens == 0 ? 0 : savedTokens / (double) rejectedTokens;
    }

    /** The share of drafts that were treated otherwise than as a whole. */
    double changed() {
        return drafts == 0 ? 0 : changed / (double) drafts;
    }

    String report() {
        return """
                  drafts streamed                %6d
                  rejected                       %6d
                  of these before their end      %6d
                  accepted before their end      %6d
                  rejected drafts' output tokens saved  %.1f %%
                  paid for drafts given up, of the tokens that had come  %.1f %%
                  decisions changed              %.2f %%""".formatted(
                        drafts,
                        rejected,
                        givenUp,
                        committed,
                        100 * saved(),
                        received == 0 ? 100 : 100 * paid / received,
                        100 * changed());
    }
}
