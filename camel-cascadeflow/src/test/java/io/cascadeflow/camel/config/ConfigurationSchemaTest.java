package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.cascadeflow.camel.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema that ships in the jar and the parser say the same. */
class ConfigurationSchemaTest {

    private static final String SCHEMA = "/META-INF/io/cascadeflow/cascadeflow.schema.json";
    private static final Schema CONFIGURATION = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(text(), InputFormat.JSON);
    private static final String TIER = "cascades: {c: {tiers: [{name: a, uri: 'direct:a'%s}]%s}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                ConfigurationTest.FULL,
                "models: {}",
                "cascades: {}",
                "null",
                "unpriced: refuse",
                "budgets: []",
                "ledger: {memory: true}",
                "ledger: {memory: '{{truth}}', failOpen: '{{truth}}', leases: true}",
                "ledger: {dataSource: '#orders', retention: 1d}",
                "ledger: {url: 'jdbc:postgresql://db/x?user=u', leases: false}",
                "{budgets: [{name: b, limit: 1, window: day}], cascades: {c: {budget: [b, 2], tiers: [{name: a, uri: 'direct:a'}]}}}",
                "unpriced: {ceiling: {input: 0.001, output: 30}}",
                "models: {'a:b': {input: 0, output: 0}}",
                "models: {'a:b/c:d': {input: 0.15, output: 999999999.9}}",
                "models: {'a:b': {input: '{{in}}', output: 1, cacheRead: 0.1, cacheWrite: 2, cacheWriteLong: 3, perRequest: 0.01}}",
            })
    void bothAcceptAGoodConfiguration(String text) throws IOException {
        assertThat(schemaAccepts(text)).as("schema").isTrue();
        assertThat(parserAccepts(text)).as("parser").isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", acceptAbove: 0|",
                ", acceptAbove: 1|",
                ", acceptAbove: 0.75|",
                ", acceptAbove: '{{mark}}'|",
                "|, gate: {profile: 'classpath:gate.json'}",
                "|, latency: {deadline: 20s}",
                "|, latency: {deadline: 1h2m3s4ms}",
                "|, latency: {deadline: '{{time}}'}",
                "|, whenExhausted: fail",
                "|, whenExhausted: degrade",
                "|, budget: 0.05",
                "|, budget: '0.05'",
                "|, budget: '{{amount}}'",
                "|, budget: [0.05, 1]"
            })
    void bothAcceptAGoodCascade(String parts) throws IOException {
        bothAcceptAGoodConfiguration(cascade(parts));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "text",
                "3",
                "model: {}",
                "policies: []",
                "ledger: {}",
                "audit: {}",
                "models:",
                "models: []",
                "models: {gpt-4o: {input: 1, output: 1}}",
                "models: {':x': {input: 1, output: 1}}",
                "models: {'x:': {input: 1, output: 1}}",
                "models: {'x: y': {input: 1, output: 1}}",
                "models: {'a:b': 1}",
                "models: {'a:b': {}}",
                "models: {'a:b': {input: 1}}",
                "models: {'a:b': {output: 1}}",
                "models: {'a:b': {input: -1, output: 1}}",
                "models: {'a:b': {input: 1, output: -0.5}}",
                "models: {'a:b': {input: 1, output: 1, cacheRead: -1}}",
                "models: {'a:b': {input: 1, output: 1, cacheWrite: -1}}",
                "models: {'a:b': {input: 1, output: 1, cacheWriteLong: -1}}",
                "models: {'a:b': {input: 1, output: 1, perRequest: -1}}",
                "models: {'a:b': {input: 1, output: 1, cached: 1}}",
                "models: {'a:b': {input: '1', output: 1}}",
                "models: {'a:b': {input: true, output: 1}}",
                "models: {'a:b': {input: 1000000000, output: 1}}",
                "unpriced: free",
                "unpriced: 0",
                "unpriced: {}",
                "unpriced: []",
                "unpriced: {ceiling: 10}",
                "unpriced: {ceiling: {input: 10}}",
                "unpriced: {ceiling: {input: 0, output: 10}}",
                "unpriced: {ceiling: {input: 10, output: 0}}",
                "unpriced: {ceiling: {input: 10, output: 10}, more: 1}",
                "cascades: []",
                "cascades: {'a b': {tiers: [{name: a, uri: 'direct:a'}]}}",
                "cascades: {c: {}}",
                "cascades: {c: {tiers: []}}",
                "cascades: {c: {tiers: {}}}",
                "cascades: {c: {tiers: [a]}}",
                "cascades: {c: {tiers: [{name: a}]}}",
                "cascades: {c: {tiers: [{uri: 'direct:a'}]}}",
                "cascades: {c: {tiers: [{name: '', uri: 'direct:a'}]}}",
                "cascades: {c: {tiers: [{name: 'a,b', uri: 'direct:a'}]}}",
                "cascades: {c: {tiers: [{name: 1, uri: 'direct:a'}]}}",
                "cascades: {c: {tiers: [{name: a, uri: nowhere}]}}",
                "cascades: {c: {tiers: [{name: a, uri: 3}]}}"
            })
    void bothRejectABadConfiguration(String text) throws IOException {
        assertThat(schemaAccepts(text)).as("schema").isFalse();
        assertThat(parserAccepts(text)).as("parser").isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", acceptAbove: 1.01|",
                ", acceptAbove: -0.1|",
                ", acceptAbove: '0.5'|",
                ", acceptAbove: true|",
                ", acceptAbove: []|",
                ", accept: 0.5|",
                "|, gate: {}",
                "|, gate: x",
                "|, gate: {profile: ''}",
                "|, gate: {profile: 3}",
                "|, gate: {profile: x, maxRegret: 0.1}",
                "|, latency: {}",
                "|, latency: {deadline: 20}",
                "|, latency: {deadline: 0s}",
                "|, latency: {deadline: ''}",
                "|, latency: {deadline: 20 seconds}",
                "|, latency: {deadline: 20s, firstToken: 3s}",
                "|, whenExhausted: never",
                "|, whenExhausted: FAIL",
                "|, whenExhausted: true",
                "|, budget: ''",
                "|, budget: []",
                "|, budget: {}",
                "|, budget: [a b]",
                "|, budget: -0.05",
                "|, budget: 1000000000",
                "|, budget: '0.0000000001'",
                "|, budget: 'a,b'",
                "|, budget: true"
            })
    void bothRejectABadCascade(String parts) throws IOException {
        bothRejectABadConfiguration(cascade(parts));
    }

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
        bothAcceptAGoodConfiguration("budgets: [{name: b, %s}]".formatted(keys));
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
        bothRejectABadConfiguration("budgets: [{%s}]".formatted(keys));
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
        bothRejectABadConfiguration(text);
    }

    /** A ledger has one storage, so that one example cannot have all. */
    @Test
    void everyKeyOfTheSchemaIsInTheFullExample() throws IOException {
        JsonNode schema = new YAMLMapper().readTree(text());
        JsonNode example = new YAMLMapper()
                .readTree(ConfigurationTest.FULL + "others: [{memory: true}, {dataSource: '#orders'}]\n");
        schema.findValues("properties")
                .forEach(properties -> properties
                        .fieldNames()
                        .forEachRemaining(key ->
                                assertThat(example.findValue(key)).as(key).isNotNull()));
    }

    private static String cascade(String parts) {
        int bar = parts.indexOf('|');
        return TIER.formatted(parts.substring(0, bar), parts.substring(bar + 1));
    }

    private static boolean schemaAccepts(String text) throws IOException {
        return CONFIGURATION.validate(new YAMLMapper().readTree(text)).isEmpty();
    }

    /** Every placeholder stands for a value that fits. */
    private static boolean parserAccepts(String text) {
        UnaryOperator<String> placeholders =
                value -> value.contains("time") ? "3s" : value.contains("truth") ? "true" : "0.5";
        try {
            return Configuration.parse("cascadeflow.yaml", text, placeholders) != null;
        } catch (ConfigurationException e) {
            return false;
        }
    }

    private static String text() {
        try (InputStream in = ConfigurationSchemaTest.class.getResourceAsStream(SCHEMA)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
