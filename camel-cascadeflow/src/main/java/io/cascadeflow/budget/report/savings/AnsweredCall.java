package io.cascadeflow.budget.report.savings;

import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a line that may be a decision's answer: less than the line, as very many are kept at a time.
 *
 * @param tier empty when it is not known
 */
record AnsweredCall(int attempt, Instant at, String tier, Usd settled, TokenUsage usage) {

    static AnsweredCall of(LedgerEntry line, Settlement settlement) {
        return new AnsweredCall(
                line.call().attempt(),
                line.at(),
                line.call().facts().getOrDefault("tier", ""),
                line.posting().settled().usd(),
                settlement.usage());
    }

    /** The one of the later attempt. */
    static AnsweredCall later(@Nullable AnsweredCall one, AnsweredCall other) {
        return one == null || other.attempt >= one.attempt ? other : one;
    }
}
