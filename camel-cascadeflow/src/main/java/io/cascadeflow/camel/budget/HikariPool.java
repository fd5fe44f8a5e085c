package io.cascadeflow.camel.budget;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import java.util.Objects;

/** A pool of connections to a database of which the configuration gives the address. */
public record HikariPool(HikariDataSource dataSource) implements AutoCloseable {

    /**
     * Opens a pool.
     *
     * @param owner whose database it is, for messages: {@code the ledger}
     * @param key where the configuration names it
     * @throws LedgerException when a library is missing, or the database does not answer
     */
    public static HikariPool open(String owner, String key, Database settings) {
        try {
            HikariConfig config = new HikariConfig();
            config.setPoolName("CascadeFlow-" + key);
            config.setJdbcUrl(settings.url());
            config.setUsername(settings.username());
            config.setPassword(settings.password());
            return new HikariPool(new HikariDataSource(config));
        } catch (NoClassDefFoundError missing) {
            throw isMissing(owner, missing);
        } catch (RuntimeException e) {
            // without its message, which may quote the address and what is in it
            throw new LedgerException(
                    "%s's database cannot be reached (%s): check %s.url, username and password, that its driver (com.h2database:h2, org.postgresql:postgresql) is on the class path, and that no other process has the H2 file open"
                            .formatted(owner, e.getClass().getSimpleName(), key));
        }
    }

    /** Before a pool is needed, so that a library that is missing is told at the start. */
    static void require(String owner) {
        try {
            Objects.requireNonNull(HikariDataSource.class);
        } catch (NoClassDefFoundError missing) {
            throw isMissing(owner, missing);
        }
    }

    private static LedgerException isMissing(String owner, NoClassDefFoundError missing) {
        return new LedgerException(
                "%s's database needs com.zaxxer:HikariCP on the class path; add it, or give ledger.dataSource a DataSource bean"
                        .formatted(owner),
                missing);
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
