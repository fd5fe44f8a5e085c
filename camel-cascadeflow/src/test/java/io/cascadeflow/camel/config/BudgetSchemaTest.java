package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that ships in the jar and the parser say the same about budgets and the ledger. */
class BudgetSchemaTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit: 0, window: total",
                "limit: 1000000000, window: run",
                "limit: 0.000000001, window: minute",
                "limit: '{{amount}}', window: hour, zone: America/St_Johns",
                "maxCalls: 0, window: week, zone: UTC",
                "maxTokens: 1000000000000000, window: month, zone: '+05:30'",
                "maxCalls: 100.0, window: 1d2h3m4s",
                "maxCalls: 1, window: PT1.5S",
                "maxCalls: 1, window: P1DT2H3M4.5S",
                "maxCalls: 1, window: '{{time}}'",
                "limit: 1, window: run, per: tenant",
                "limit: 1, window: run, per: X-Team, whenKeyMissing: others",
                "limit: 1, window: run, per: '${header.team}', whenKeyMissing: deny",
                "limit: 1, window: run, warnAt: 1, whenSpent: observe, enabled: false, appliesTo: named",
                "limit: 1, window: run, warnAt: '{{amount}}', enabled: '{{truth}}', appliesTo: everything",
            })
    void bothAcceptAGoodBudget(String keys) throws IOException {
        bothAccept("budgets: [{name: b, %s}]".formatted(keys));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: b",
                "name: b, window: day",
                "name: b, limit: 1",
                "limit: 1, window: day",
                "name: 12, limit: 1, window: day",
                "name: '12', limit: 1, window: day",
                "name: '1.5', limit: 1, window: day",
                "name: a b, limit: 1, window: day",
                "name: b, limit: -1, window: day",
                "name: b, limit: 1000000001, window: day",
                "name: b, limit: '1', window: day",
                "name: b, limit: true, window: day",
                "name: b, maxCalls: -1, window: day",
                "name: b, maxCalls: 1.5, window: day",
                "name: b, maxTokens: 1000000000000001, window: day",
                "name: b, limit: 1, window: year",
                "name: b, limit: 1, window: DAY",
                "name: b, limit: 1, window: ''",
                "name: b, limit: 1, window: 10",
                "name: b, limit: 1, window: 0s",
                "name: b, limit: 1, window: PT0S",
                "name: b, limit: 1, window: P",
                "name: b, limit: 1, window: PT",
                "name: b, limit: 1, window: -PT10M",
                "name: b, limit: 1, window: pt10m",
                "name: b, limit: 1, window: 500ms",
                "name: b, limit: 1, window: day, zone: 1",
                "name: b, limit: 1, window: day, zone: ''",
                "name: b, limit: 1, window: day, zone: 'Europe Zurich'",
                "name: b, limit: 1, window: total, zone: UTC",
                "name: b, limit: 1, window: 10m, zone: UTC",
                "name: b, limit: 1, window: day, per: ''",
                "name: b, limit: 1, window: day, per: [tenant]",
                "name: b, limit: 1, window: day, whenKeyMissing: others",
                "name: b, limit: 1, window: day, per: tenant, whenKeyMissing: ' '",
                "name: b, limit: 1, window: day, warnAt: 0",
                "name: b, limit: 1, window: day, warnAt: 1.1",
                "name: b, limit: 1, window: day, whenSpent: refuse",
                "name: b, limit: 1, window: day, enabled: 'true'",
                "name: b, limit: 1, window: day, enabled: 1",
                "name: b, limit: 1, window: day, enabled: yes please",
                "name: b, limit: 1, window: day, appliesTo: all",
                "name: b, limit: 1, window: day, warn: 0.5"
            })
    void bothRejectABadBudget(String keys) throws IOException {
        bothReject("budgets: [{%s}]".formatted(keys));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "budgets: {}",
                "budgets: b",
                "budgets: [b]",
                "ledger: 'jdbc:h2:mem:x'",
                "ledger: {failOpen: true}",
                "ledger: {url: 'jdbc:h2:mem:x', memory: true}",
                "ledger: {url: 'jdbc:h2:mem:x', dataSource: '#x'}",
                "ledger: {dataSource: '#x', memory: true}",
                "ledger: {url: 'postgresql://db/x'}",
                "ledger: {url: 'jdbc:'}",
                "ledger: {url: 1}",
                "ledger: {dataSource: orders}",
                "ledger: {dataSource: '#'}",
                "ledger: {dataSource: '#a', password: p}",
                "ledger: {memory: true, username: u}",
                "ledger: {memory: false}",
                "ledger: {memory: yes please}",
                "ledger: {memory: true, failOpen: 'true'}",
                "ledger: {memory: true, leases: 0}",
                "ledger: {memory: true, retention: 400}",
                "ledger: {memory: true, retention: 0d}",
                "ledger: {memory: true, retention: 1y}",
                "ledger: {memory: true, retention: ''}",
                "ledger: {url: 'jdbc:h2:mem:x', password: 12345}",
                "ledger: {url: 'jdbc:h2:mem:x', password: ''}",
                "ledger: {url: 'jdbc:h2:mem:x', user: u}"
            })
    void bothRejectBadBudgetsAndLedgers(String text) throws IOException {
        bothReject(text);
    }

    private static void bothAccept(String text) throws IOException {
        assertThat(ConfigurationSchemaTest.schemaAccepts(text)).as("schema").isTrue();
        assertThat(ConfigurationSchemaTest.parserAccepts(text)).as("parser").isTrue();
    }

    private static void bothReject(String text) throws IOException {
        assertThat(ConfigurationSchemaTest.schemaAccepts(text)).as("schema").isFalse();
        assertThat(ConfigurationSchemaTest.parserAccepts(text)).as("parser").isFalse();
    }
}
