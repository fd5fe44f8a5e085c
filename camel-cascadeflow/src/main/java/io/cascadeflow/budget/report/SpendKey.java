package io.cascadeflow.budget.report;

import io.cascadeflow.budget.Account;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** By what spending is told apart. Calls for which the value is not known have the empty value. */
public enum SpendKey {
    TENANT(line -> line.fact("tenant")),
    USER(line -> line.fact("user")),
    PROJECT(line -> line.fact("project")),
    RUN(line -> line.fact("run")),
    CASCADE(line -> line.fact("cascade")),
    TIER(line -> line.fact("tier")),
    DOMAIN(line -> line.fact("domain")),
    /** What the call was for: {@code draft}, {@code answer}, ... */
    ROLE(line -> line.fact("role")),
    /** Who runs the model. */
    PROVIDER(line -> line.model().provider()),
    /** The model whose price was taken, as {@code provider:model}. */
    MODEL(line -> line.model().toString()),
    /** The model that was asked, as {@code provider:model}. */
    ASKED_MODEL(line -> line.call().model().toString()),
    /** Who determined the amount: {@code reported}, {@code computed}, {@code ceiling}. */
    CHARGE_SOURCE(line ->
            line.settlement() == null ? "" : SpendNames.lower(line.settlement().source())),
    /** How the hold ended: {@code settled}, {@code late}, {@code released}, {@code expired}. */
    STATUS(line -> SpendNames.lower(line.status())),
    /** The decision that the call was made for. */
    DECISION(line -> line.call().decision()),
    /** The node that made the call. */
    OWNER(SpendLine::owner),
    /** A budget. A call goes to all budgets that apply to it, so these sums add up to more than was spent. */
    BUDGET((line, account) -> account == null ? "" : account.budget()),
    /** The value of a budget's key, as a tenant's name. As for {@link #BUDGET}, a call is in several sums. */
    BUDGET_VALUE((line, account) -> account == null ? "" : account.key()),
    /** A window of a budget. As for {@link #BUDGET}, a call is in several sums. */
    BUDGET_WINDOW((line, account) -> account == null ? "" : account.window());

    private final BiFunction<SpendLine, @Nullable Account, String> value;
    private final boolean ofAccount;

    SpendKey(Function<SpendLine, String> value) {
        this.value = (line, account) -> value.apply(line);
        this.ofAccount = false;
    }

    SpendKey(BiFunction<SpendLine, @Nullable Account, String> value) {
        this.value = value;
        this.ofAccount = true;
    }

    /** As it is written in exports: {@code asked_model}. */
    public String text() {
        return SpendNames.lower(this);
    }

    /** Whether a call may have several values, one for each budget that applies to it. */
    public boolean isOfAccount() {
        return ofAccount;
    }

    String valueOf(SpendLine line, @Nullable Account account) {
        return value.apply(line, account);
    }
}
