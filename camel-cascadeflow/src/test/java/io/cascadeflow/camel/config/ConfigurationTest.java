package io.cascadeflow.camel.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cascadeflow.audit.AuditPlan;
import io.cascadeflow.audit.OnDrift;
import io.cascadeflow.audit.trail.KeptContent.Keep;
import io.cascadeflow.audit.trail.Room;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.camel.ConfigurationException;
import io.cascadeflow.camel.ConfigurationException.Problem;
import io.cascadeflow.camel.config.LedgerConfiguration.Database;
import io.cascadeflow.camel.config.RecorderConfiguration.Kept;
import io.cascadeflow.cascade.Cascade.WhenExhausted;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.RegretBound;
import io.cascadeflow.confidence.SkipLimit;
import io.cascadeflow.confidence.Worth;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.policy.Weights;
import io.cascadeflow.pricing.Charge.Source;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.ModelPrice;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.pricing.Rates;
import io.cascadeflow.pricing.Unpriced;
import io.cascadeflow.pricing.Usd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    static final String FULL = """
            models:
              "vllm:llama-3.1-8b": {input: 0.02, cacheRead: 0.01, cacheWrite: 0.03, cacheWriteLong: 0.04, output: 0.05, perRequest: 0.5, energy: {input: 0.01, output: 0.2, gramsPerKwh: 50}}
              ollama:llama3.2: {input: 0, output: 0, tags: [onprem]}
            gramsPerKwh: 300
            unpriced: {ceiling: {input: 10, output: 30}}
            cascades:
              support:
                objective: {quality: 2, cost: 1, latency: 0.5, energy: 0.5}
                tiers:
                  - {name: small, uri: "cascadeflow:vllm:llama-3.1-8b", acceptAbove: 0.75, skipBelow: auto}
                  - {name: large, uri: "cascadeflow:openai:gpt-4o"}
                gate: {profile: gates/support.json, maxRegret: 0.02, atConfidence: 0.9, worth: 0.05, worthOfSecond: 0.001, auditShare: 0.02, auditJudge: "direct:judge", onDrift: large}
                latency: {deadline: 20s}
                whenExhausted: degrade
                budget: [support, 0.05]
                cache: {maxAge: 12h, maxSize: 2GB, similar: {embeddingModel: "#bge", atLeast: 0.97}}
              plain:
                tiers:
                  - name: only
                    uri: direct:only
            budgets:
              - {name: support, limit: 25.00, window: day, zone: Europe/Zurich, per: tenant, whenKeyMissing: others, warnAt: 0.9, whenSpent: degrade}
              - {name: burst, maxCalls: 100, maxTokens: 200000, window: PT10M, per: "${header.team}", appliesTo: named, enabled: false}
            signals:
              crm.vip: {simple: "${header.vip} == 'true'"}
              crm.mine: {bean: "#mine"}
            ledger: {url: "jdbc:h2:file:./data/cascadeflow", username: u, password: p, failOpen: true, leases: false, retention: 400d}
            recorder: {file: data/recorded.jsonl, content: redacted, maxFileSize: 2MB, keep: 3, share: 0.5}
            audit: {jdbc: true, url: "jdbc:h2:mem:audit", username: u, password: p, mostRecords: 9, file: data/decisions.jsonl, maxFileSize: 3MB, keep: 4, endpoint: "direct:audit", content: redacted, whenFull: wait, patience: 20s, queue: 7, retention: 90d}
            """;

    @Test
    void everyKeyOfTheFileArrives() {
        Configuration configuration = parse(FULL);

        assertThat(configuration.models().keySet())
                .extracting(ModelId::toString)
                .containsExactly("vllm:llama-3.1-8b", "ollama:llama3.2");
        ModelPrice price = price(configuration, "vllm:llama-3.1-8b");
        assertThat(price.rates())
                .hasToString(
                        new Rates(decimal("0.02"), decimal("0.01"), decimal("0.03"), decimal("0.04"), decimal("0.05"))
                                .toString());
        assertThat(price.perRequest()).isEqualByComparingTo("0.5");
        assertThat(price.provenance().source()).isEqualTo("cascadeflow.yaml, line 2");
        assertThat(configuration.unpriced()).isEqualTo(new Unpriced.Ceiling(Rates.of("10", "30")));

        assertThat(configuration.cascades()).containsOnlyKeys("support", "plain");
        CascadeConfiguration support = cascade(configuration, "support");
        assertThat(support.name()).isEqualTo("support");
        assertThat(support.tiers())
                .containsExactly(
                        new TierConfiguration("small", "cascadeflow:vllm:llama-3.1-8b", 0.75, SkipLimit.AUTO),
                        new TierConfiguration("large", "cascadeflow:openai:gpt-4o", null));
        assertThat(support.gateProfile()).isEqualTo("gates/support.json");
        assertThat(support.regret()).isEqualTo(new RegretBound(0.02, 0.9));
        assertThat(support.audit()).isEqualTo(new AuditPlan(0.02, "direct:judge", OnDrift.LARGE));
        assertThat(configuration.recorder())
                .isEqualTo(new RecorderConfiguration("data/recorded.jsonl", Kept.REDACTED, 2 << 20, 3, 0.5));
        assertThat(configuration.audit())
                .isEqualTo(new AuditConfiguration(
                        new AuditConfiguration.Store(new Database("jdbc:h2:mem:audit", "u", "p"), 9L),
                        new AuditConfiguration.Files("data/decisions.jsonl", 3 << 20, 4),
                        "direct:audit",
                        Keep.REDACTED,
                        new Room(7, false, Duration.ofSeconds(20)),
                        Duration.ofDays(90)));
        assertThat(support.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(support.worth()).isEqualTo(new Worth(0.05, 0.001));
        assertThat(support.whenExhausted()).isEqualTo(WhenExhausted.DEGRADE);
        assertThat(support.budgets()).containsExactly("support", "0.05");
        assertThat(support.objective()).isEqualTo(new Weights(4, 2, 1, 1));
        assertThat(support.cache())
                .isEqualTo(new CachePlan(Duration.ofHours(12), 2L << 30, null, new CachePlan.Similar("#bge", 0.97)));
    }

    @Test
    void whatIsNotWrittenHasItsDefault() {
        CascadeConfiguration plain = cascade(parse(FULL), "plain");
        assertThat(plain.gateProfile()).isNull();
        assertThat(plain.deadline()).isNull();
        assertThat(plain.whenExhausted()).isEqualTo(WhenExhausted.FAIL);
        assertThat(plain.budgets()).isEmpty();
        assertThat(plain.objective()).isNull();
        assertThat(plain.cache()).isNull();
        assertThat(parse("models: {}").unpriced()).isEqualTo(Unpriced.REFUSE);
        assertThat(parse("unpriced: refuse").unpriced()).isEqualTo(Unpriced.REFUSE);
    }

    @Test
    void aLimitForSkippingIsAChanceOrAutoAlsoByPlaceholder() {
        String tier = "cascades: {c: {tiers: [{name: a, uri: 'direct:a', skipBelow: %s}, {name: b, uri: 'direct:b'}]}}";

        assertThat(cascade(parse(tier.formatted("0.1")), "c").tiers().get(0).skipBelow())
                .isEqualTo(new SkipLimit(0.1));
        for (String said : List.of("auto", "0.25")) {
            Configuration read = Configuration.parse("c.yaml", tier.formatted("'{{limit}}'"), written -> said);
            assertThat(cascade(read, "c").tiers().get(0).skipBelow())
                    .isEqualTo(SkipLimit.of(said).orElseThrow());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   \n", "# all commented out\n", "---\n", "null"})
    void anEmptyFileConfiguresNothing(String text) {
        assertThat(parse(text)).isEqualTo(Configuration.EMPTY);
    }

    @Test
    void jsonIsReadAsWell() {
        Configuration configuration = parse("""
                {"models": {"vllm:x": {"input": 1, "output": 2.5}},
                 "cascades": {"c": {"tiers": [{"name": "t", "uri": "direct:t", "acceptAbove": 1}]}}}
                """);
        assertThat(price(configuration, "vllm:x").cost(TokenUsage.of(0, 1_000_000)))
                .isEqualTo(Usd.of("2.5"));
        assertThat(cascade(configuration, "c").tiers()).containsExactly(new TierConfiguration("t", "direct:t", 1.0));
    }

    private static final Map<String, String> PROPERTIES = Map.ofEntries(
            Map.entry("models[vllm:llama-3.1-8b].input", "0.02"),
            Map.entry("models[vllm:llama-3.1-8b].cacheRead", "0.01"),
            Map.entry("models[vllm:llama-3.1-8b].cacheWrite", "0.03"),
            Map.entry("models[vllm:llama-3.1-8b].cacheWriteLong", "0.04"),
            Map.entry("models[vllm:llama-3.1-8b].output", " 0.05 "),
            Map.entry("models[vllm:llama-3.1-8b].perRequest", "0.5"),
            Map.entry("models[ollama:llama3.2].input", "0"),
            Map.entry("models[ollama:llama3.2].output", "0"),
            Map.entry("models[ollama:llama3.2].tags[0]", "onprem"),
            Map.entry("models[vllm:llama-3.1-8b].energy.input", "0.01"),
            Map.entry("models[vllm:llama-3.1-8b].energy.output", "0.2"),
            Map.entry("models[vllm:llama-3.1-8b].energy.gramsPerKwh", "50"),
            Map.entry("gramsPerKwh", "300"),
            Map.entry("cascades.support.objective.quality", "2"),
            Map.entry("cascades.support.objective.cost", "1"),
            Map.entry("cascades.support.objective.latency", "0.5"),
            Map.entry("cascades.support.objective.energy", "0.5"),
            Map.entry("cascades.support.cache.maxAge", "12h"),
            Map.entry("cascades.support.cache.maxSize", "2GB"),
            Map.entry("cascades.support.cache.similar.embeddingModel", "#bge"),
            Map.entry("cascades.support.cache.similar.atLeast", "0.97"),
            Map.entry("unpriced.ceiling.input", "10"),
            Map.entry("unpriced.ceiling.output", "30"),
            Map.entry("cascades.support.tiers[0].name", "small"),
            Map.entry("cascades.support.tiers[0].uri", "cascadeflow:vllm:llama-3.1-8b"),
            Map.entry("cascades.support.tiers[0].acceptAbove", "0.75"),
            Map.entry("cascades.support.tiers[0].skipBelow", "auto"),
            Map.entry("cascades.support.tiers[1].name", "large"),
            Map.entry("cascades.support.tiers[1].uri", "cascadeflow:openai:gpt-4o"),
            Map.entry("cascades.support.gate.profile", "gates/support.json"),
            Map.entry("cascades.support.gate.maxRegret", "0.02"),
            Map.entry("cascades.support.gate.atConfidence", "0.9"),
            Map.entry("cascades.support.gate.worth", "0.05"),
            Map.entry("cascades.support.gate.worthOfSecond", "0.001"),
            Map.entry("cascades.support.gate.auditShare", "0.02"),
            Map.entry("cascades.support.gate.auditJudge", "direct:judge"),
            Map.entry("cascades.support.gate.onDrift", "large"),
            Map.entry("recorder.file", "data/recorded.jsonl"),
            Map.entry("recorder.content", "redacted"),
            Map.entry("recorder.maxFileSize", "2MB"),
            Map.entry("recorder.keep", "3"),
            Map.entry("recorder.share", "0.5"),
            Map.entry("audit.jdbc", "true"),
            Map.entry("audit.url", "jdbc:h2:mem:audit"),
            Map.entry("audit.username", "u"),
            Map.entry("audit.password", "p"),
            Map.entry("audit.mostRecords", "9"),
            Map.entry("audit.file", "data/decisions.jsonl"),
            Map.entry("audit.maxFileSize", "3MB"),
            Map.entry("audit.keep", "4"),
            Map.entry("audit.endpoint", "direct:audit"),
            Map.entry("audit.content", "redacted"),
            Map.entry("audit.whenFull", "wait"),
            Map.entry("audit.patience", "20s"),
            Map.entry("audit.queue", "7"),
            Map.entry("audit.retention", "90d"),
            Map.entry("cascades.support.latency.deadline", "20s"),
            Map.entry("cascades.support.whenExhausted", "degrade"),
            Map.entry("cascades.support.budget[0]", "support"),
            Map.entry("cascades.support.budget[1]", "0.05"),
            Map.entry("budgets[0].name", "support"),
            Map.entry("budgets[0].limit", "25.00"),
            Map.entry("budgets[0].window", "day"),
            Map.entry("budgets[0].zone", "Europe/Zurich"),
            Map.entry("budgets[0].per", "tenant"),
            Map.entry("budgets[0].whenKeyMissing", "others"),
            Map.entry("budgets[0].warnAt", "0.9"),
            Map.entry("budgets[0].whenSpent", "degrade"),
            Map.entry("budgets[1].name", "burst"),
            Map.entry("budgets[1].maxCalls", "100"),
            Map.entry("budgets[1].maxTokens", "200000"),
            Map.entry("budgets[1].window", "PT10M"),
            Map.entry("budgets[1].per", "${header.team}"),
            Map.entry("budgets[1].appliesTo", "named"),
            Map.entry("budgets[1].enabled", "false"),
            Map.entry("ledger.url", "jdbc:h2:file:./data/cascadeflow"),
            Map.entry("ledger.username", "u"),
            Map.entry("ledger.password", "p"),
            Map.entry("ledger.failOpen", "true"),
            Map.entry("ledger.leases", "false"),
            Map.entry("ledger.retention", "400d"),
            Map.entry("signals[crm.vip].simple", "${header.vip} == 'true'"),
            Map.entry("signals[crm.mine].bean", "#mine"),
            Map.entry("cascades[plain].tiers[0].name", "only"),
            Map.entry("cascades[plain].tiers[0].uri", "direct:only"));

    /** Names of cascades and the like, in brackets or not, have no upper case here. */
    private static String spelled(String key, String spelling) {
        return switch (spelling) {
            case "kebab-case" -> key.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            case "lowercase" -> key.toLowerCase(Locale.ROOT);
            default -> key;
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"camelCase", "kebab-case", "lowercase"})
    void propertiesSayTheSameAsTheFile(String spelling) {
        Map<String, String> properties = new TreeMap<>();
        PROPERTIES.forEach((key, value) -> properties.put(spelled(key, spelling), value));
        Configuration fromProperties = Configuration.fromProperties(properties, UnaryOperator.identity());
        Configuration fromFile = parse(FULL);

        assertThat(fromProperties.cascades()).isEqualTo(fromFile.cascades());
        assertThat(fromProperties.signals())
                .extracting(signal -> signal.name() + " " + signal.language() + " " + signal.text())
                .containsExactlyInAnyOrder("crm.vip simple ${header.vip} == 'true'", "crm.mine bean #mine")
                .containsExactlyInAnyOrderElementsOf(fromFile.signals().stream()
                        .map(signal -> signal.name() + " " + signal.language() + " " + signal.text())
                        .toList());
        assertThat(fromProperties.tags()).isEqualTo(fromFile.tags());
        for (EnergyCatalog energy : List.of(fromProperties.energy(), fromFile.energy())) {
            ModelId own = ModelId.parse("vllm:llama-3.1-8b");
            assertThat(energy.find(own).orElseThrow().wattHours(1000, 1000)).isEqualTo(0.21);
            assertThat(energy.grams(own, 1000)).contains(50.0);
            assertThat(energy.grams(ModelId.parse("ollama:llama3.2"), 1000)).contains(300.0);
        }
        assertThat(fromProperties.budgets()).isEqualTo(fromFile.budgets());
        assertThat(fromProperties.ledger()).isEqualTo(fromFile.ledger());
        assertThat(fromProperties.unpriced()).isEqualTo(fromFile.unpriced());
        assertThat(fromProperties.models().keySet()).isEqualTo(fromFile.models().keySet());
        assertThat(price(fromProperties, "vllm:llama-3.1-8b").rates())
                .isEqualTo(price(fromFile, "vllm:llama-3.1-8b").rates());
        assertThat(price(fromProperties, "ollama:llama3.2").provenance().source())
                .isEqualTo("property models[ollama:llama3.2]");
    }

    @Test
    void groupsThatNeedOneOfSomeKeysTakeThemInEverySpelling() {
        Configuration configuration = Configuration.fromProperties(
                Map.of(
                        "ledger.data-source", "#pool",
                        "budgets[0].name", "calls",
                        "budgets[0].max-calls", "5",
                        "budgets[0].window", "day"),
                UnaryOperator.identity());

        assertThat(configuration.ledger()).isNotNull();
        assertThat(configuration.budgets()).hasSize(1);
    }

    @Test
    void aKeyOfPropertiesInTwoSpellingsIsAProblem() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> Configuration.fromProperties(
                        Map.of("ledger.fail-open", "true", "ledger.failOpen", "false", "ledger.memory", "true"),
                        UnaryOperator.identity()))
                .withMessageContaining("'failOpen' is there twice, in two spellings; keep one");
    }

    @Test
    void keysOfFilesAreWrittenInOneWay() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(() -> parse("ledger: {memory: true, fail-open: true}"))
                .withMessageContaining("unknown key 'fail-open'; did you mean 'failOpen'?");
    }

    @Test
    void moreThanTenTiersOfPropertiesStayInOrder() {
        Map<String, String> properties = new TreeMap<>();
        for (int i = 0; i < 12; i++) {
            properties.put("cascades.c.tiers[%d].name".formatted(i), "t" + i);
            properties.put("cascades.c.tiers[%d].uri".formatted(i), "direct:" + i);
        }
        Configuration configuration = Configuration.fromProperties(properties, UnaryOperator.identity());
        assertThat(cascade(configuration, "c").tiers())
                .extracting(TierConfiguration::name)
                .containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11");
    }

    @Test
    void placeholdersAreResolvedInEveryKindOfValue() {
        Map<String, String> known = Map.of(
                "price", "0.5", "mark", "0.8", "model", "gpt-4o", "name", "small", "time", "2m", "end", "degrade");
        UnaryOperator<String> placeholders = text -> {
            String resolved = text;
            for (Map.Entry<String, String> entry : known.entrySet()) {
                resolved = resolved.replace("{{" + entry.getKey() + "}}", entry.getValue());
            }
            return resolved;
        };
        String text = """
                models:
                  "vllm:x": {input: "{{price}}", output: "{{price}}"}
                cascades:
                  c:
                    tiers: [{name: "{{name}}", uri: "cascadeflow:openai:{{model}}", acceptAbove: "{{mark}}"}]
                    latency: {deadline: "{{time}}"}
                    whenExhausted: "{{end}}"
                    gate: {profile: "gates/{{name}}.json"}
                """;
        Configuration configuration = Configuration.parse("f.yaml", text, placeholders);
        CascadeConfiguration cascade = cascade(configuration, "c");
        assertThat(price(configuration, "vllm:x").rates()).isEqualTo(Rates.of("0.5", "0.5"));
        assertThat(cascade.tiers()).containsExactly(new TierConfiguration("small", "cascadeflow:openai:gpt-4o", 0.8));
        assertThat(cascade.deadline()).isEqualTo(Duration.ofMinutes(2));
        assertThat(cascade.whenExhausted()).isEqualTo(WhenExhausted.DEGRADE);
        assertThat(cascade.gateProfile()).isEqualTo("gates/small.json");
        Configuration flat = Configuration.fromProperties(
                Map.of("cascades.c.tiers[0].name", "{{name}}", "cascades.c.tiers[0].uri", "direct:x"), placeholders);
        assertThat(cascade(flat, "c").tiers().get(0).name()).isEqualTo("small");
    }

    @Test
    void aPlaceholderThatCannotBeResolvedIsAProblemWithItsPlace() {
        ConfigurationException e = broken("cascades: {c: {tiers: [{name: a, uri: '{{nothing}}'}]}}", text -> {
            throw new IllegalArgumentException("no property nothing");
        });
        assertThat(e.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.path()).isEqualTo("cascades.c.tiers[0].uri");
            assertThat(problem.message()).contains("no property nothing");
        });
    }

    @Test
    void whatAPlaceholderStandsForIsNeverShown() {
        ConfigurationException e = broken("""
                models: {"vllm:x": {input: "{{secret}}", output: 1}}
                unpriced: "{{secret}}"
                cascades: {c: {tiers: [{name: "{{secret}}", uri: "{{secret}}", acceptAbove: "{{secret}}"}], whenExhausted: "{{secret}}", latency: {deadline: "{{secret}}"}}}
                """, text -> "sk-12345 /");
        assertThat(e.problems()).hasSize(7);
        assertThat(e).message().doesNotContain("sk-12345").contains("{{secret}}");
    }

    @Test
    void aTiersOptionsAreNotPrinted() {
        TierConfiguration tier = new TierConfiguration("a", "cascadeflow:openai:gpt-4o?apiKey=sk-12345", 0.5);
        assertThat(tier)
                .hasToString(
                        "TierConfiguration[name=a, uri=cascadeflow:openai:gpt-4o, acceptAbove=0.5, skipBelow=null]");
        assertThat(new TierConfiguration("a", "direct:a", null, SkipLimit.AUTO))
                .hasToString("TierConfiguration[name=a, uri=direct:a, acceptAbove=null, skipBelow=auto]");
    }

    @Test
    void theConfiguredPricesAndCeilingReachTheCharge() {
        Pricing pricing = parse(FULL).pricing(Clock.systemUTC());
        TokenUsage million = TokenUsage.of(1_000_000, 0);
        assertThat(pricing.charge(ModelId.parse("vllm:llama-3.1-8b"), "", million, null)
                        .amount())
                .isEqualTo(Usd.of("0.52"));
        assertThat(pricing.charge(ModelId.parse("ollama:llama3.2"), "", million, null)
                        .amount())
                .isEqualTo(Usd.ZERO);
        assertThat(pricing.charge(ModelId.parse("vllm:unknown"), "", million, null))
                .satisfies(charge -> assertThat(charge.source()).isEqualTo(Source.CEILING))
                .satisfies(charge -> assertThat(charge.amount()).isEqualTo(Usd.of("10")));
    }

    @Test
    void aConfiguredCascadeBecomesOneThatRuns() {
        var cascade = cascade(parse(FULL), "support").toCascade();
        assertThat(cascade.name()).isEqualTo("support");
        assertThat(cascade.tiers()).containsExactly(new Tier("small", 0.75), new Tier("large", null));
        assertThat(cascade.whenExhausted()).isEqualTo(WhenExhausted.DEGRADE);
    }

    @ParameterizedTest
    @CsvSource({"500ms, PT0.5S", "20s, PT20S", "2m, PT2M", "1h, PT1H", "1h2m3s4ms, PT1H2M3.004S", "1m30s, PT1M30S"})
    void timeIsWrittenWithItsUnit(String written, Duration expected) {
        Configuration configuration = parse(
                "cascades: {c: {tiers: [{name: a, uri: 'direct:a'}], latency: {deadline: %s}}}".formatted(written));
        assertThat(cascade(configuration, "c").deadline()).isEqualTo(expected);
    }

    @Test
    void aConfigurationCannotBeChanged() {
        Configuration configuration = parse(FULL);
        assertThat(catchThrowableOfType(
                        UnsupportedOperationException.class,
                        () -> configuration.models().clear()))
                .isNotNull();
        assertThat(catchThrowableOfType(
                        UnsupportedOperationException.class,
                        () -> configuration.cascades().clear()))
                .isNotNull();
    }

    @Test
    void aProblemSaysItsPlaceThenItsPathThenWhatIsWrong() {
        Problem problem = new Problem("f.yaml", 3, 7, "a.b", "is wrong");
        assertThat(problem).hasToString("f.yaml, line 3, column 7: a.b: is wrong");
        assertThat(new Problem("property", 0, 0, "a.b", "is wrong")).hasToString("property: a.b: is wrong");
        assertThat(new ConfigurationException(List.of(problem))).hasMessageContaining("has 1 problem:\n- f.yaml");
    }

    @Test
    void theProblemsGoWhereTheExceptionGoes() throws IOException, ClassNotFoundException {
        ConfigurationException e = broken("guards: []", UnaryOperator.identity());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(e);
        Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(((ConfigurationException) read).problems()).isEqualTo(e.problems());
    }

    static Configuration parse(String text) {
        return Configuration.parse("cascadeflow.yaml", text, UnaryOperator.identity());
    }

    static ConfigurationException broken(String text, UnaryOperator<String> placeholders) {
        return Objects.requireNonNull(catchThrowableOfType(
                ConfigurationException.class, () -> Configuration.parse("cascadeflow.yaml", text, placeholders)));
    }

    private static ModelPrice price(Configuration configuration, String model) {
        return Objects.requireNonNull(configuration.models().get(ModelId.parse(model)));
    }

    private static CascadeConfiguration cascade(Configuration configuration, String name) {
        return Objects.requireNonNull(configuration.cascades().get(name));
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
