package io.cascadeflow.budget.report;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.CallRef;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.model.ModelId;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * By what spending is told apart. Calls for which the value is not known have the empty value. Immutable; two keys of one
 * name are equal.
 */
public final class SpendKey implements Comparable<SpendKey> {

    public static final SpendKey TENANT = fact("tenant");
    public static final SpendKey USER = fact("user");
    public static final SpendKey PROJECT = fact("project");
    public static final SpendKey RUN = fact("run");
    public static final SpendKey CASCADE = fact("cascade");
    public static final SpendKey TIER = fact("tier");
    public static final SpendKey DOMAIN = fact("domain");
    /** What the call was for: a text of {@link SpendRole}. */
    public static final SpendKey ROLE = fact("role");
    /** Who runs the model. */
    public static final SpendKey PROVIDER = of("provider", entry -> model(entry).provider());
    /** The model whose price was taken, or when nothing was settled, the one asked, as {@code provider:model}. */
    public static final SpendKey MODEL = of("model", entry -> model(entry).toString());
    /** The model that was asked, as {@code provider:model}. */
    public static final SpendKey ASKED_MODEL =
            of("asked_model", entry -> entry.call().model().toString());
    /** Who determined the amount: {@code reported}, {@code computed}, {@code ceiling}. */
    public static final SpendKey CHARGE_SOURCE = of("charge_source", SpendKey::source);
    /** How the hold ended: {@code settled}, {@code late}, {@code released}, {@code expired}. */
    public static final SpendKey STATUS =
            of("status", entry -> lower(entry.posting().status()));
    /** The decision that the call was made for. */
    public static final SpendKey DECISION = of("decision", entry -> entry.call().decision());
    /** The node that made the call. */
    public static final SpendKey OWNER = of("owner", LedgerEntry::owner);
    /** A budget. A call goes to all budgets that apply to it, so these sums add up to more than was spent. */
    public static final SpendKey BUDGET = ofAccount("budget", Account::budget);
    /** The value of a budget's key, as a tenant's name. As for {@link #BUDGET}, a call is in several sums. */
    public static final SpendKey BUDGET_VALUE = ofAccount("budget_value", Account::key);
    /** A window of a budget. As for {@link #BUDGET}, a call is in several sums. */
    public static final SpendKey BUDGET_WINDOW = ofAccount("budget_window", Account::window);

    private final String name;
    private final BiFunction<LedgerEntry, @Nullable Account, String> value;
    private final boolean ofAccount;

    private SpendKey(String name, BiFunction<LedgerEntry, @Nullable Account, String> value, boolean ofAccount) {
        this.name = name;
        this.value = value;
        this.ofAccount = ofAccount;
    }

    /** A fact of the call, known or another: {@code region}. */
    public static SpendKey fact(String fact) {
        String name = CallRef.KNOWN.contains(fact) ? fact : "fact:" + fact;
        return of(name, entry -> entry.call().facts().getOrDefault(fact, ""));
    }

    private static SpendKey of(String name, Function<LedgerEntry, String> value) {
        return new SpendKey(name, (entry, account) -> value.apply(entry), false);
    }

    private static SpendKey ofAccount(String name, Function<Account, String> value) {
        return new SpendKey(name, (entry, account) -> account == null ? "" : value.apply(account), true);
    }

    /** As it is written in exports: {@code asked_model}, {@code fact:region}. */
    public String text() {
        return name;
    }

    /** Whether a call may have several values, one for each budget that applies to it. */
    public boolean isOfAccount() {
        return ofAccount;
    }

    /**
     * The value for a line.
     *
     * @param account one of the line's accounts; absent when it has none
     */
    String valueOf(LedgerEntry entry, @Nullable Account account) {
        return value.apply(entry, account);
    }

    private static ModelId model(LedgerEntry entry) {
        Settlement settlement = entry.posting().settlement();
        return settlement == null ? entry.call().model() : settlement.model();
    }

    private static String source(LedgerEntry entry) {
        Settlement settlement = entry.posting().settlement();
        return settlement == null ? "" : lower(settlement.source());
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(SpendKey other) {
        return name.compareTo(other.name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SpendKey key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
