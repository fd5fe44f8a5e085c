package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.ChainEnd.Kind;
import io.cascadeflow.audit.trail.KeptContent.Keep;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.pricing.Usd;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decision as it is put on record. Immutable, and small whatever it was about.
 *
 * @param decision what was decided, with every tier that was asked or passed over
 * @param models of its attempts, in the same order; an empty text where the tier did not say
 * @param baselineCost what the dearest tier alone would have cost; absent when that is not known
 * @param policy what it was decided under
 * @param content what is kept of question and answer
 */
public record DecisionRecord(
        Decision decision, List<String> models, @Nullable Usd baselineCost, AppliedPolicy policy, KeptContent content)
        implements AuditRecord {

    public DecisionRecord {
        models = List.copyOf(models);
    }

    /** The record of a decision. Never throws. */
    public static DecisionRecord of(Decided decided, ContentKeeper keeper) {
        return new DecisionRecord(
                decided.decision(),
                decided.models(),
                decided.baselineCost(),
                decided.policy(),
                keeper.keep(decided.asked(), decided.answer()));
    }

    /** A decision alone, of which nothing else is known any more. */
    public static DecisionRecord of(Decision decision) {
        List<String> unknown = decision.attempts().stream().map(attempt -> "").toList();
        return new DecisionRecord(
                decision, unknown, null, AppliedPolicy.NONE, new KeptContent(Keep.HASH, false, null, null));
    }

    @Override
    public Kind kind() {
        return Kind.DECISION;
    }

    @Override
    public Instant at() {
        return decision.at();
    }

    @Override
    public String id() {
        return decision.id();
    }

    @Override
    public String members() {
        return DecisionJson.members(this);
    }

    /** A name as the entry has it: not longer than fits; absent also when it is empty. */
    public static @Nullable String nameOnRecord(@Nullable String name) {
        return name == null || name.isEmpty() ? null : Wording.name(name);
    }
}
