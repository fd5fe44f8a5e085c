package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.BudgetLedger;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.MemoryCapacity;
import io.cascadeflow.budget.MemoryLedger;
import io.cascadeflow.budget.jdbc.JdbcLedger;
import io.cascadeflow.budget.jdbc.LeaseTerms;
import io.cascadeflow.budget.jdbc.LeasedLedger;
import io.cascadeflow.camel.config.AuditConfiguration;
import io.cascadeflow.camel.config.Configuration;
import io.cascadeflow.camel.config.LedgerConfiguration;
import io.cascadeflow.camel.config.LedgerConfiguration.DataSourceBean;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import io.cascadeflow.camel.config.LedgerConfiguration.Memory;
import io.cascadeflow.camel.config.LedgerConfiguration.Storage;
import io.cascadeflow.camel.run.RunLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.ExecutorServiceManager;
import org.jspecify.annotations.Nullable;

/** How the ledger is reached: a bean, or that of the configuration, in memory or in a database with threads that may wait for it. */
final class LedgerAccess implements AutoCloseable {

    private static final LedgerConfiguration FILE =
            new LedgerConfiguration(new Database("jdbc:h2:file:./data/cascadeflow", null, null), false, true, null);

    /** Without budgets the ledger only tells what was lately spent. */
    private static final MemoryCapacity LATELY = new MemoryCapacity(1_000, 10_000, 200_000, Duration.ofMinutes(1));

    private static final int THREADS = 16;
    private static final int WAITING = 100_000;
    private static final int IDLE_SECONDS = 30;

    private final CamelContext context;
    private final @Nullable LedgerConfiguration configured;
    private final @Nullable BudgetLedger bean;
    private final ExecutorService threads;
    private final ExecutorService routes;
    private @Nullable HikariPool pool;
    private @Nullable HikariPool auditPool;

    private LedgerAccess(CamelContext context, @Nullable LedgerConfiguration configured) {
        this.context = context;
        this.configured = configured;
        this.bean = bean(context, configured);
        this.threads = threads(context.getExecutorServiceManager());
        this.routes = context.getExecutorServiceManager().newCachedThreadPool(this, "CascadeFlowFollowUp");
    }

    /** What the configuration says; a file of H2 where it says nothing and there is something to keep; else the memory. */
    static LedgerAccess of(CamelContext context, Configuration configuration) {
        boolean keeps = !configuration.budgets().isEmpty()
                || RunLedger.isNeeded(configuration.runs())
                || configuration.gateway().keys().inDatabase()
                || (configuration.audit() != null && configuration.audit().inLedger());
        boolean fileByDefault = configuration.ledger() == null && keeps;
        return new LedgerAccess(context, fileByDefault ? FILE : configuration.ledger());
    }

    private static @Nullable BudgetLedger bean(CamelContext context, @Nullable LedgerConfiguration configured) {
        Set<BudgetLedger> beans = context.getRegistry().findByType(BudgetLedger.class);
        if (beans.size() > 1) {
            throw new LedgerException(
                    "there are %d BudgetLedger beans in the registry; keep one".formatted(beans.size()));
        }
        if (!beans.isEmpty() && configured != null && configured != FILE) {
            throw new LedgerException(
                    "the configuration has a ledger, and the registry a BudgetLedger bean; remove one of them");
        }
        return beans.isEmpty() ? null : beans.iterator().next();
    }

    private static ExecutorService threads(ExecutorServiceManager manager) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(WAITING),
                work -> manager.newThread("CascadeFlowLedger", work));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** @throws LedgerException when the database cannot be reached, unless calls are to be made without it */
    BudgetLedger open(String owner, Clock clock) {
        if (bean != null) {
            return new UnblockedLedger(new LentLedger(bean), new FollowUps(routes));
        }
        if (configured == null) {
            return new MemoryLedger(clock, LATELY);
        }
        if (configured.storage() instanceof Memory) {
            return new MemoryLedger(clock, MemoryCapacity.DEFAULT);
        }
        BudgetLedger ledger = configured.failOpen()
                ? new LateLedger(() -> database(configured, owner, clock), clock)
                : database(configured, owner, clock);
        return new UnblockedLedger(ledger, new FollowUps(routes));
    }

    private BudgetLedger database(LedgerConfiguration settings, String owner, Clock clock) {
        DataSource source = dataSource(settings.storage());
        return settings.leases()
                ? LeasedLedger.open(source, clock, threads, owner, LeaseTerms.DEFAULT)
                : JdbcLedger.open(source, clock, threads);
    }

    private synchronized DataSource dataSource(Storage storage) {
        if (storage instanceof DataSourceBean bean) {
            return bean(bean.reference().substring(1));
        }
        if (pool == null) {
            pool = HikariPool.open("the ledger", "ledger", (Database) storage);
        }
        return pool.dataSource();
    }

    /** Whether reading the ledger may take a while. */
    boolean mayBlock() {
        return bean != null || isDatabase();
    }

    private boolean isDatabase() {
        return bean == null && configured != null && !(configured.storage() instanceof Memory);
    }

    /**
     * The ledger's database, for what else the nodes share; empty where it is in memory or a bean.
     *
     * @throws LedgerException when it cannot be reached
     */
    Optional<LedgerDatabase> database() {
        return isDatabase()
                ? Optional.of(new LedgerDatabase(
                        dataSource(Objects.requireNonNull(configured).storage()), threads))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException when it is to be the ledger's, and that is in memory or a bean */
    Supplier<DataSource> auditDatabase(AuditConfiguration.Store store) {
        Database own = store.own();
        if (own == null && bean != null) {
            throw new IllegalArgumentException(
                    "audit: jdbc is true, and the ledger is a bean; give audit a url of its own");
        }
        if (own == null && !isDatabase()) {
            throw new IllegalArgumentException(
                    "audit: jdbc is true, and the ledger is in memory; give the ledger a database, or audit a url of its own");
        }
        if (own == null) {
            return () -> dataSource(Objects.requireNonNull(configured).storage());
        }
        HikariPool.require("the audit trail");
        return () -> audit(own);
    }

    private synchronized DataSource audit(Database own) {
        if (auditPool == null) {
            auditPool = HikariPool.open("the audit trail", "audit", own);
        }
        return auditPool.dataSource();
    }

    private DataSource bean(String name) {
        DataSource source = context.getRegistry().lookupByNameAndType(name, DataSource.class);
        if (source == null) {
            throw new LedgerException(
                    "ledger.dataSource: there is no DataSource bean '%s' in the registry; bind one, or give ledger.url"
                            .formatted(name));
        }
        return source;
    }

    boolean failOpen() {
        return configured != null && configured.failOpen();
    }

    @Nullable
    Duration retention() {
        return configured == null ? null : configured.retention();
    }

    /** Threads that may wait for the database; the caller's own when there is none. */
    Executor threads() {
        return mayBlock() ? threads : Runnable::run;
    }

    @Override
    public void close() {
        context.getExecutorServiceManager().shutdownGraceful(threads);
        context.getExecutorServiceManager().shutdown(routes);
        close(pool);
        close(auditPool);
    }

    private static void close(@Nullable AutoCloseable resource) {
        if (resource != null) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new LedgerException("the pool of connections to the ledger's database did not close", e);
            }
        }
    }
}
