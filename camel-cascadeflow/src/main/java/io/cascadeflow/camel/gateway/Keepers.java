package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.budget.LedgerDatabase;
import io.cascadeflow.camel.config.GatewayKeysConfiguration;
import io.cascadeflow.camel.gateway.keys.AdminKey;
import io.cascadeflow.camel.gateway.keys.CallerLimits;
import io.cascadeflow.camel.gateway.keys.Callers;
import io.cascadeflow.camel.gateway.keys.ConfiguredKeys;
import io.cascadeflow.camel.gateway.keys.KeyRegister;
import io.cascadeflow.camel.gateway.keys.KeyStore;
import io.cascadeflow.camel.gateway.keys.TokenVerifier;
import io.cascadeflow.camel.gateway.keys.admin.Admin;
import io.cascadeflow.camel.gateway.keys.jdbc.JdbcKeyStore;
import io.cascadeflow.camel.gateway.keys.jwt.JwtVerifier;
import java.time.Clock;
import java.util.concurrent.Executor;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Those who decide who may ask, as configured.
 *
 * @param keys lets clients in
 * @param adminAccess lets the admin in
 * @param adminKey the admin's key; absent when no admin is configured
 * @param admin makes and revokes keys; absent when no admin is configured
 */
record Keepers(
        Access keys,
        Access adminAccess,
        @Nullable AdminKey adminKey,
        @Nullable Admin admin) {

    /**
     * @param threads may wait for an issuer of tokens
     * @throws IllegalArgumentException when what is configured cannot be had
     */
    static Keepers of(CamelContext camel, GatewayKeysConfiguration configured, Clock clock, Executor threads) {
        ConfiguredKeys written = ConfiguredKeys.from(configured.clients());
        KeyRegister register = configured.inDatabase() ? register(camel, clock) : null;
        AdminKey adminKey = configured.admin() == null ? null : AdminKey.from(configured.admin(), clock);
        Admin admin = adminKey == null
                ? null
                : new Admin(adminKey, written, register, budget -> isBudget(camel, budget), clock);
        return new Keepers(
                keys(configured, written, register, clock, threads), new AdminAccess(adminKey), adminKey, admin);
    }

    private static Access keys(
            GatewayKeysConfiguration configured,
            ConfiguredKeys written,
            @Nullable KeyRegister register,
            Clock clock,
            Executor threads) {
        if (configured.isEmpty()) {
            return new Open();
        }
        TokenVerifier tokens = configured.jwt() == null ? null : JwtVerifier.open(configured.jwt(), clock, threads);
        KeyStore store = register == null ? written : written.orElse(register);
        return new KeyedAccess(new Callers(store, tokens, clock), new CallerLimits(clock));
    }

    private static KeyRegister register(CamelContext camel, Clock clock) {
        LedgerDatabase database = camel.getComponent("cascadeflow", CascadeFlowComponent.class)
                .ledgerDatabase()
                .orElseThrow(() -> new IllegalArgumentException(
                        "gateway.keys.database: the ledger is in memory; set ledger.url, where the keys are kept too"));
        return JdbcKeyStore.open(database.dataSource(), clock, database.threads());
    }

    private static boolean isBudget(CamelContext camel, String name) {
        return CascadeFlowBudgets.in(camel).all().stream()
                .anyMatch(budget -> budget.name().equals(name));
    }
}
