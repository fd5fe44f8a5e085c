package io.cascadeflow.provider;

import io.cascadeflow.budget.Amount;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.Effect;
import io.cascadeflow.budget.HoldRequest;
import io.cascadeflow.budget.HoldResult;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What somebody else's call cost, told afterwards: there is nothing to hold any more, and it is put on record all the same. */
final class ForeignCost {

    private final Meter meter;
    private final CallRef ref;
    private final HoldRequest hold;
    private final Settlement settlement;
    private volatile List<Standing> standings = List.of();

    ForeignCost(Meter meter, ModelId model, Usd amount, Payer payer) {
        this.meter = meter;
        this.ref = payer.next(model);
        this.hold = new HoldRequest(
                ref.decision() + "/" + ref.attempt(),
                meter.rules().owner(),
                ref,
                Usd.ZERO,
                0,
                meter.clock().instant().plus(Meter.HOLD_GRACE),
                payer.claims(meter.clock().instant()));
        Charge charge = new Charge(amount, Charge.Source.REPORTED, null, model, null);
        this.settlement = Settlement.of(charge, TokenUsage.estimated(0, 0));
        payer.foreign(ref, amount);
    }

    CompletionStage<List<Standing>> post() {
        return meter.settlements()
                .post(this::onLedger, () -> meter.listener().waiting(ref, settlement.amount()))
                .thenApply(nothing -> {
                    meter.listener().foreign(ref, settlement.amount());
                    Amount came = new Amount(settlement.amount(), 1, 0);
                    List<Standing> after = standings.stream()
                            .map(standing -> standing.settled(hold.worstCase(), came))
                            .toList();
                    after.forEach(meter.listener()::paid);
                    return after;
                });
    }

    private CompletionStage<Effect> onLedger() {
        return meter.ledger().hold(hold).thenCompose(result -> {
            if (result instanceof HoldResult.Granted granted) {
                standings = granted.standings();
            }
            return meter.ledger().settle(hold.key(), settlement);
        });
    }
}
