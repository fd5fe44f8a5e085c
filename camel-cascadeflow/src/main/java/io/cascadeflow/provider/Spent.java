package io.cascadeflow.provider;

import io.cascadeflow.budget.Standing;
import io.cascadeflow.pricing.Charge;
import io.cascadeflow.pricing.Usd;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a call cost, whatever came of it.
 *
 * @param cost what all attempts of the call cost together
 * @param charge what the last attempt that cost anything was charged; absent when none did
 * @param estimated whether a part of the cost rests on an estimate, because the provider told no usage
 * @param standings how the accounts stand to which the call went, after it
 */
public record Spent(Usd cost, @Nullable Charge charge, boolean estimated, List<Standing> standings) {

    /** By a call that never began. */
    public static final Spent NOTHING = new Spent(Usd.ZERO, null, false, List.of());

    public Spent {
        standings = List.copyOf(standings);
    }
}
