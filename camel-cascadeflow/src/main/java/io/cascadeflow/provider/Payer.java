package io.cascadeflow.provider;

import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Claim;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.EmbeddingRequest;
import io.cascadeflow.model.ModelId;
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
