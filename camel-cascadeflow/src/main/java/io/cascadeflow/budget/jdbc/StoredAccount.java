package io.cascadeflow.budget.jdbc;

import io.cascadeflow.budget.Account;
import io.cascadeflow.budget.RollingWindow;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An account as the database knows it.
 *
 * @param id its row
 * @param account its names
 * @param rolling its window when that rolls
 */
record StoredAccount(long id, Account account, @Nullable RollingWindow rolling) {

    /** The order in which rows of accounts are locked. */
    static final Comparator<StoredAccount> ORDER = Comparator.comparing(StoredAccount::account);
}
