package io.cascadeflow.camel.budget;

import java.util.concurrent.Executor;
import javax.sql.DataSource;

/**
 * The database of a ledger, for what else the nodes share.
 *
 * @param threads where it may be waited for
 */
public record LedgerDatabase(DataSource dataSource, Executor threads) {}
