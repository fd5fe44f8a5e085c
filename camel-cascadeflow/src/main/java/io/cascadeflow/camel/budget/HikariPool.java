package io.cascadeflow.camel.budget;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;

/** A pool of connections to the ledger's database, where the configuration gives its address. */
record HikariPool(HikariDataSource dataSource) implements AutoCloseable {

    /** @throws LedgerException when a library is missing, or the database does not answer */
    static HikariPool open(Database settings) {
        try {
            HikariConfig config = new HikariConfig();
            config.setPoolName("CascadeFlowLedger");
            config.setJdbcUrl(settings.url());
            config.setUsername(settings.username());
            config.setPassword(settings.password());
            return new HikariPool(new HikariDataSource(config));
        } catch (NoClassDefFoundError missing) {
            throw new LedgerException(
                    "the ledger's database needs com.zaxxer:HikariCP on the class path; add it, or give ledger.dataSource a DataSource bean",
                    missing);
        } catch (RuntimeException e) {
            // without its message, which may quote the address and what is in it
            throw new LedgerException(
                    "the ledger's database cannot be reached (%s): check ledger.url, username and password, that its driver (com.h2database:h2, org.postgresql:postgresql) is on the class path, and that no other process has the H2 file open"
                            .formatted(e.getClass().getSimpleName()));
        }
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
