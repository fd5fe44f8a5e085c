package io.cascadeflow.provider;

import io.cascadeflow.budget.BudgetExceededException;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;

/** On whose account a call is made, and what for. */
public interface Payer {

    /**
     * The last look before a model is asked, on whatever way the call came.
     *
     * @throws io.cascadeflow.policy.PolicyDeniedException when the operator's rules do not allow that
     */
    void permit(ModelId model);

    /**
     * An attempt is about to be held and made.
     *
     * @param atMost what it may cost
     * @param most what it may consume
     * @return told how it ends
     * @throws io.cascadeflow.policy.RunStoppedException when the run that it belongs to may not make it
     */
    default Turn begin(CallRef call, Usd atMost, TokenUsage most) {
        return Turn.NONE;
    }

    /** What the caller is told when the ledger refuses an attempt. */
    default RuntimeException refused(BudgetExceededException refusal) {
        return refusal;
    }

    /** A cost is put on record of a call that others made. */
    default void foreign(CallRef call, Usd amount) {}

    /**
     * What the model is told instead of a request.
     *
     * @throws io.cascadeflow.policy.PolicyDeniedException when that is not known: then nothing is asked
     */
    default Redacted redacted(ChatRequest request) {
        return Redacted.nothing(request);
    }

    /**
     * The same for texts that vectors are made of.
     *
     * @throws io.cascadeflow.policy.PolicyDeniedException likewise
     */
    default EmbeddingRequest redacted(EmbeddingRequest request) {
        return request;
    }

    /** What the ledger is told of the next attempt; numbered anew each time. */
    CallRef next(ModelId model);

    /**
     * The accounts that a call at this instant goes to, under the limits of that instant; empty when no budget applies.
     *
     * @throws io.cascadeflow.budget.BudgetKeyMissingException when the call does not say to whose account it goes
     */
    List<Claim> claims(Instant at);
}
