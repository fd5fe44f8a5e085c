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
                "policies: []",
                "{models: {'vllm:a': {tags: eu}}, policies: [{name: a, when: {any: [{user: x}, simple]}, then: {requireTags: [eu]}}]}",
                "{models: {'vllm:a': {tags: [baa, no-training, pci-dss]}}, policies: [{name: a, then: {profiles: [hipaa, pci]}}]}",
                "policies: [{name: a, mode: off, then: {deny: true, maxCost: 0}}]",
                "policies: [{name: a, then: {injections: deny, denySecrets: true, denyWords: intern}}, {name: b, then: {injections: strip, denyWords: [a b, c]}}]",
                "policies: [{name: a, then: {redact: true}}, {name: b, then: {redact: [email, card]}}, {name: c, then: {redact: ip}}]",
                "policies: [{name: a, when: {estimatedCostAbove: 0.01}, then: {weights: {cost: 0, latency: 0.1}}}]",
                "models: {'vllm:a': {energy: {output: 0.1}}}",
                "models: {'vllm:a': {tags: eu, energy: {gramsPerKwh: 56}}}",
                "models: {'vllm:a': {input: 0, output: 0, energy: {input: 0, output: '{{wh}}', gramsPerKwh: 0}}}",
                "gramsPerKwh: 300",
                "gramsPerKwh: '{{grams}}'",
                "policies: [{name: a, when: {time: {from: '22:00', until: '06:00', days: fri}}, then: {relax: {acceptAbove: 0}}}]",
                "runs: []",
                "runs: [{name: all}]",
                "runs: [{name: a, mode: off, when: {user: x}, limits: {budget: 0, calls: 0, toolCalls: 0, time: 1s, energy: 0, depth: 0}}]",
                "runs: [{name: a, limits: {calls: 9}, under: [{left: 0.1, of: calls, then: {relax: {acceptAbove: 0}}}], idle: 5s}]",
                "classify: {}",
                "classify: {domain: {examples: shipped}}",
                "classify: {domain: {examples: [shipped, 'file:mine.jsonl'], rejectBelow: 0, embeddingModel: '#bge'}}",
                "classify: {domain: {classifier: '#mine', rejectBelow: '{{least}}'}, language: {classifier: '#mine'}}",
                "classify: {language: {examples: 'file:mine.jsonl', rejectBelow: 1}}",
                "policies: [{name: a, when: {complexityAbove: 0.6, questionLanguage: [de, unknown]}, then: {deny: true}}]",
                "ledger: {memory: true}",
                "gateway: {}",
                "gateway: {dashboard: off}",
                "gateway: {host: 0.0.0.0, port: 0, path: /llm/x, auto: a.b, drain: 5s, openMetrics: true, origins: '*'}",
                "gateway: {aliases: {gpt-4o: cascadeflow/support}, models: ['openai:*', 'openai:gpt-4o'], answerModel: requested, account: always}",
                "gateway: {models: {'openai:gpt-4o': 'cascadeflow:openai:gpt-4o'}, embeddings: {small: 'cascadeflow:openai:e'}}",
                "gateway: {limits: {body: 1GB, bodyTime: 1m30s, concurrent: 1, queueTime: 10ms}, origins: ['https://a.example', 'http://b:8080']}",
                "gateway: {keys: {database: true, clients: [{id: abcdefgh, hash: 'sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef', tenant: acme, models: a, requestsPerMinute: 1}]}}",
                "gateway: {admin: {key: '{{admin}}'}}",
                "gateway: {jwt: {issuer: i, audience: a, jwks: 'keys.json', tenant: t}}",
                "recorder: {file: recorded.jsonl}",
                "recorder: {file: r.jsonl, content: full, maxFileSize: 1GB, keep: 0, share: 0.5}",
                "audit: {file: a.jsonl}",
                "audit: {jdbc: true}",
                "audit: {jdbc: true, whenFull: wait, patience: 1m}",
                "audit: {jdbc: true, patience: '{{time}}'}",
                "audit: {jdbc: false, endpoint: 'direct:a'}",
                "audit: {url: 'jdbc:h2:mem:x', username: u, password: p, mostRecords: 5, retention: 90d}",
                "audit: {file: a.jsonl, endpoint: 'direct:a', maxFileSize: 1GB, keep: 0, content: full, whenFull: drop, queue: 1}",
                "ledger: {memory: '{{truth}}', failOpen: '{{truth}}', leases: true}",
                "ledger: {dataSource: '#orders', retention: 1d}",
                "ledger: {url: 'jdbc:postgresql://db/x?user=u', leases: false}",
                "{budgets: [{name: b, limit: 1, window: day}], cascades: {c: {budget: [b, 2], tiers: [{name: a, uri: 'direct:a'}]}}}",
                "unpriced: {ceiling: {input: 0.001, output: 30}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, maxRegret: 0.1}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: 0.5, skipBelow: 0.1}, {name: b, uri: 'direct:b'}]}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: 0.5, skipBelow: auto}, {name: b, uri: 'direct:b'}]}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a', acceptAbove: 0.5, skipBelow: '{{s}}'}, {name: b, uri: 'direct:b'}]}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, maxRegret: '{{r}}', atConfidence: 0.9}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, worth: 0.05, worthOfSecond: 0}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}, {name: b, uri: 'direct:b'}], gate: {profile: x, worth: '{{w}}'}}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a']}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a', 'direct:b'], order: cheapest, failOverOnFilter: true}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a', 'direct:b'], order: weighted, weights: [3, 1]}]}}",
                "models: {'a:b': {input: 0, output: 0}}",
                "signals: {crm.vip: {simple: \"${header.vip} == 'true'\"}, crm.mine: {bean: '#mine'}}",
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
                "|, gate: {auditShare: 0.02}",
                "|, gate: {profile: x, auditShare: 1, auditJudge: 'direct:judge', onDrift: large}",
                "|, gate: {auditShare: '{{share}}', onDrift: warn}",
                "|, latency: {deadline: 20s}",
                "|, latency: {deadline: 1h2m3s4ms}",
                "|, latency: {deadline: '{{time}}'}",
                "|, latency: {hedgeAfter: p95}",
                "|, latency: {hedgeAfter: p99.9, deadlineShare: 1}",
                "|, latency: {deadline: 20s, hedgeAfter: 1500ms, deadlineShare: 0.25}",
                "|, latency: {hedgeAfter: '{{time}}'}",
                "|, whenExhausted: fail",
                "|, whenExhausted: degrade",
                "|, objective: {quality: 1}",
                "|, objective: {quality: 0, cost: '{{w}}', energy: 2.5}",
                "|, cache: {maxAge: 10m}",
                "|, cache: {maxAge: 0s}",
                "|, cache: {maxAge: '{{time}}', maxSize: 1GB}",
                "|, cache: {maxAge: 24h, store: '#answers'}",
                "|, cache: {maxAge: 24h, similar: {embeddingModel: '#bge'}}",
                "|, cache: {maxAge: 24h, store: '#answers', similar: {embeddingModel: '#bge', atLeast: 1}}",
                "|, cache: {maxAge: 24h, maxSize: 1GB, similar: {embeddingModel: '#bean:bge', atLeast: '{{w}}'}}",
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
                "policies: {}",
                "policies: [{name: a}]",
                "policies: [{then: {deny: true}}]",
                "policies: [{name: a, then: {}}]",
                "policies: [{name: a, then: {deny: false}}]",
                "policies: [{name: a, then: {injections: true}}]",
                "policies: [{name: a, then: {denySecrets: false}}]",
                "policies: [{name: a, then: {denyWords: []}}]",
                "policies: [{name: a, then: {redact: false}}]",
                "policies: [{name: a, then: {redact: []}}]",
                "policies: [{name: a, then: {allowModels: gpt}}]",
                "policies: [{name: a, then: {allowTools: []}}]",
                "policies: [{name: a, then: {requireJudge: false}}]",
                "policies: [{name: a, then: {profiles: []}}]",
                "policies: [{name: a, then: {profiles: sox}}]",
                "policies: [{name: a, then: {acceptAbove: 2}}]",
                "policies: [{name: a, then: {relax: {}}}]",
                "policies: [{name: a, when: {}, then: {deny: true}}]",
                "policies: [{name: a, when: {who: x}, then: {deny: true}}]",
                "policies: [{name: a, when: {language: simple}, then: {deny: true}}]",
                "policies: [{name: a, when: {time: {from: '1:00'}}, then: {deny: true}}]",
                "policies: [{name: a, mode: on, then: {deny: true}}]",
                "runs: {}",
                "runs: [{mode: off}]",
                "runs: [{name: a, mode: on}]",
                "runs: [{name: a, limits: {}}]",
                "runs: [{name: a, limits: {steps: 1}}]",
                "runs: [{name: a, limits: {calls: -1}}]",
                "runs: [{name: a, limits: {calls: 1.5}}]",
                "runs: [{name: a, limits: {toolCalls: '1'}}]",
                "runs: [{name: a, limits: {energy: -1}}]",
                "runs: [{name: a, limits: {budget: -1}}]",
                "runs: [{name: a, limits: {time: 5}}]",
                "runs: [{name: a, limits: {depth: 101}}]",
                "runs: [{name: a, limits: {calls: 1}, under: []}]",
                "runs: [{name: a, limits: {calls: 1}, under: [{left: 0, then: {maxTier: s}}]}]",
                "runs: [{name: a, limits: {calls: 1}, under: [{left: 0.5, then: {}}]}]",
                "runs: [{name: a, limits: {calls: 1}, under: [{left: 0.5, of: depth, then: {maxTier: s}}]}]",
                "runs: [{name: a, idle: 0s}]",
                "policies: [{name: a, when: {complexityAbove: hard}, then: {deny: true}}]",
                "classify: []",
                "classify: {domain: {}}",
                "classify: {domain: shipped}",
                "classify: {topic: {examples: shipped}}",
                "classify: {domain: {examples: []}}",
                "classify: {domain: {rejectBelow: 1.1}}",
                "classify: {domain: {classifier: '#a', examples: shipped}}",
                "classify: {domain: {classifier: '#a', embeddingModel: '#b'}}",
                "classify: {language: {embeddingModel: '#b'}}",
                "classify: {language: {classifier: '#a', examples: shipped}}",
                "models: {'vllm:a': {}}",
                "models: {'vllm:a': {tags: []}}",
                "models: {'vllm:a': {tags: eu, input: 1}}",
                "models: {'vllm:a': {energy: {output: 1}, input: 1}}",
                "models: {'vllm:a': {energy: {}}}",
                "models: {'vllm:a': {energy: {input: 1}}}",
                "models: {'vllm:a': {energy: {output: -1}}}",
                "models: {'vllm:a': {energy: {output: 1, joules: 1}}}",
                "models: {'vllm:a': {energy: 1}}",
                "gramsPerKwh: -1",
                "gramsPerKwh: much",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: 10m}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: soon}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, maxSize: 0MB}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, store: answers}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, store: '#a', maxSize: 1MB}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, most: 3}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: '#bge'}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {embeddingModel: bge}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {embeddingModel: '#bge', atLeast: 0}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {embeddingModel: '#bge', atLeast: 1.01}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {embeddingModel: '#bge', atLeast: '0.9'}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {embeddingModel: '#bge', most: 3}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], cache: {maxAge: 10m, similar: {atLeast: 0.9}}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], objective: {}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], objective: {cost: 0}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], objective: {cost: -1, energy: 1}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], objective: {price: 1}}}",
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], objective: cost}}",
                "policies: [{name: a, then: {weights: {}}}]",
                "policies: [{name: a, then: {weights: {quality: 1000001}}}]",
                "ledger: {}",
                "gateway: []",
                "gateway: {prt: 1}",
                "gateway: {port: 65536}",
                "gateway: {path: llm}",
                "gateway: {auto: ' '}",
                "gateway: {aliases: {'a b': c}}",
                "gateway: {models: ['gpt-4o']}",
                "gateway: {models: {'openai:a': x}}",
                "gateway: {embeddings: {small: 'direct:e'}}",
                "gateway: {answerModel: mine}",
                "gateway: {account: sometimes}",
                "gateway: {limits: {body: 2GB}}",
                "gateway: {limits: {body: 0KB}}",
                "gateway: {limits: {concurrent: 0}}",
                "gateway: {limits: {queueTime: 10}}",
                "gateway: {drain: 0s}",
                "gateway: {origins: [a.example]}",
                "gateway: {openMetrics: maybe}",
                "gateway: {dashboard: yes}",
                "gateway: {keys: []}",
                "gateway: {keys: {clients: [{id: abcdefgh, tenant: acme}]}}",
                "gateway: {keys: {clients: [{id: a, hash: x, tenant: acme}]}}",
                "gateway: {admin: {}}",
                "gateway: {admin: {hash: x}}",
                "gateway: {admin: {key: plain-text-that-is-long-enough-for-a-key}}",
                "gateway: {jwt: {issuer: i}}",
                "recorder: {}",
                "recorder: {file: r.jsonl, content: all}",
                "recorder: {file: r.jsonl, maxFileSize: 64}",
                "recorder: {file: r.jsonl, maxFileSize: 0MB}",
                "recorder: {file: r.jsonl, keep: 1.5}",
                "recorder: {file: r.jsonl, share: 0}",
                "audit: {}",
                "audit: {content: hash}",
                "audit: {jdbc: false}",
                "audit: {file: a.jsonl, patience: 30}",
                "audit: {file: a.jsonl, patience: 0s}",
                "audit: {file: a.jsonl, whenFull: drop, patience: 30s}",
                "audit: {file: a.jsonl, content: features}",
                "audit: {file: a.jsonl, whenFull: block}",
                "audit: {file: a.jsonl, queue: 0}",
                "audit: {file: a.jsonl, retention: 90}",
                "audit: {file: a.jsonl, mostRecords: 5}",
                "audit: {file: a.jsonl, password: p}",
                "audit: {jdbc: true, keep: 5}",
                "audit: {jdbc: false, url: 'jdbc:h2:mem:x'}",
                "audit: {url: 'h2:mem:x'}",
                "audit: {endpoint: nowhere}",
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
                "signals: []",
                "signals: {vip: {simple: x}}",
                "signals: {crm.vip: x}",
                "signals: {crm.vip: {}}",
                "signals: {crm.vip: {simple: a, header: b}}",
                "signals: {crm.vip: {simple: ''}}",
                "signals: {crm.vip: {simple: 3}}",
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
                "cascades: {c: {tiers: [{name: a, uris: []}]}}",
                "cascades: {c: {tiers: [{name: a, uris: 'direct:a'}]}}",
                "cascades: {c: {tiers: [{name: a, uris: [nowhere]}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], uri: 'direct:b'}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], order: fastest}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], failOverOnFilter: often}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], weights: [1]}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], order: cheapest, weights: [1]}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], order: weighted, weights: [0]}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], order: weighted, weights: [1.5]}]}}",
                "cascades: {c: {tiers: [{name: a, uris: ['direct:a'], order: weighted, weights: []}]}}",
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
                ", skipBelow: 0|",
                ", skipBelow: 1|",
                ", skipBelow: never|",
                ", skipBelow: '0.5'|",
                ", skipBelow: []|",
                ", order: inOrder|",
                "|, latency: {hedgeAfter: p0}",
                "|, latency: {hedgeAfter: p100}",
                "|, latency: {hedgeAfter: 95}",
                "|, latency: {hedgeAfter: soon}",
                "|, latency: {deadlineShare: 0}",
                "|, latency: {deadlineShare: 1.1}",
                "|, gate: {}",
                "|, gate: x",
                "|, gate: {auditShare: 1.1}",
                "|, gate: {auditShare: 0, auditJudge: 'direct:judge'}",
                "|, gate: {auditJudge: 'direct:judge'}",
                "|, gate: {onDrift: panic}",
                "|, gate: {profile: ''}",
                "|, gate: {profile: 3}",
                "|, gate: {profile: x, maxRegret: 0}",
                "|, gate: {profile: x, maxRegret: 1}",
                "|, gate: {profile: x, maxRegret: '0.1'}",
                "|, gate: {maxRegret: 0.1}",
                "|, gate: {worth: 0.1}",
                "|, gate: {profile: x, worth: 0}",
                "|, gate: {profile: x, worthOfSecond: 0.1}",
                "|, gate: {profile: x, worth: 0.1, worthOfSecond: -1}",
                "|, gate: {profile: x, atConfidence: 0.95}",
                "|, gate: {profile: x, maxRegret: 0.1, atConfidence: 1}",
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

    /** A ledger has one storage: one example cannot have all. */
    @Test
    void everyKeyOfTheSchemaIsInTheFullExample() throws IOException {
        JsonNode schema = new YAMLMapper().readTree(text());
        JsonNode example = new YAMLMapper()
                .readTree(ConfigurationTest.FULL + PolicyConfigurationTest.FULL + RunsConfigurationTest.FULL
                        + GatewayConfigurationTest.FULL
                        + "others: [{key: x}, {tenant: x}, {memory: true}, {dataSource: '#orders'}]\n");
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

    static boolean schemaAccepts(String text) throws IOException {
        return CONFIGURATION.validate(new YAMLMapper().readTree(text)).isEmpty();
    }

    /** Every placeholder stands for a value that fits. */
    static boolean parserAccepts(String text) {
        UnaryOperator<String> placeholders = value -> value.contains("time")
                ? "3s"
                : value.contains("truth") ? "true" : value.contains("admin") ? "a".repeat(32) : "0.5";
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
