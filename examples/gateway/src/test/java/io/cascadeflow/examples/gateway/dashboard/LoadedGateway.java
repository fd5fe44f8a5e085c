package io.cascadeflow.examples.gateway.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.budget.LedgerEntry;
import io.cascadeflow.budget.Settlement;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.gateway.CascadeFlowGateway;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeDialect;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.WireJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** A gateway with a dashboard, before a provider that is a fake, and a load on it: hours of it, by a clock that is put forward. */
final class LoadedGateway implements AutoCloseable {

    static final String ADMIN = "cfadmin_for_this_test_only_0123456789abcdef";
    static final String SCRIPT_TENANT = "<script>document.title='taken'</script>";
    static final String RIGHT_TO_LEFT_TENANT = "\u05d7\u05d1\u05e8\u05d4 (globex)";

    /** 20 and 60 USD for a million. */
    private static final long LARGE_INPUT_NANOS = 20_000;

    private static final long LARGE_OUTPUT_NANOS = 60_000;
    private static final String BROKEN = "nobody can answer";
    private static final int BROKEN_EACH = 40;

    private static final List<String> TENANTS =
            List.of("acme", "initech", "umbrella", SCRIPT_TENANT, RIGHT_TO_LEFT_TENANT);
    private static final String TIER =
            "{name: %1$s, uri: 'cascadeflow:compatible:%1$s?apiKey=k&transport=jdk&maxRetries=0&baseUrl=PROVIDER'%2$s}";
    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 2}, 'compatible:large': {input: 20, output: 60}}
            cascades:
              support:
                gate: {profile: '#gate', auditShare: 0.5}
                tiers: [%s, %s]
              legal:
                tiers: [%s]
            budgets:
              - {name: company, limit: 6, window: day, zone: UTC, warnAt: 0.6}
              - {name: month, limit: 40, window: month, zone: UTC}
              - {name: tenants, limit: 3, window: day, zone: UTC, per: tenant}
            recorder: {file: 'FOLDER/RECORDED.jsonl', content: full}
            ledger: {url: 'jdbc:h2:file:FOLDER/ledger'}
            audit: {jdbc: true, content: full}
            gateway:
              host: 127.0.0.1
              port: 0
              dashboard: ask
              keys: {database: true}
              admin: {key: '{{test.admin}}'}
            """.formatted(
            TIER.formatted("small", ", acceptAbove: 0.6"), TIER.formatted("large", ""), TIER.formatted("large", ""));

    final CamelContext camel = new DefaultCamelContext();
    private final FakeProvider provider = FakeProvider.start();
    private final CascadeFlowGateway gateway = new CascadeFlowGateway();
    private final HttpClient http = HttpClient.newHttpClient();
    private final MovedClock clock = new MovedClock();
    private final Random random = new Random(7);
    private final List<String> keys = new ArrayList<>();
    private int questions;

    /** The system's, moved. */
    private static final class MovedClock extends Clock {
        private volatile Duration moved = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().plus(moved);
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    LoadedGateway(Path folder, Duration ago) throws Exception {
        this(folder, ago, "recorded");
    }

    /** @param recorded the file of its own of one of several that share a ledger */
    LoadedGateway(Path folder, Duration ago, String recorded) throws Exception {
        clock.moved = ago.negated();
        camel.getPropertiesComponent().addInitialProperty("test.admin", ADMIN);
        camel.getRegistry().bind("clock", clock);
        camel.getRegistry().bind("gate", (Gate)
                draft -> Assessment.of(confidence(draft.reply().text())));
        camel.getRegistry()
                .bind(
                        "configuration",
                        CONFIGURATION
                                .replace("FOLDER", folder.toString())
                                .replace("RECORDED", recorded)
                                .replace("PROVIDER", provider.uri() + "/v1"));
        provider.answer(this::answer);
        camel.getComponent("cascadeflow", CascadeFlowComponent.class).setConfiguration("ref:configuration");
        camel.addRoutes(gateway);
        camel.start();
        for (String tenant : TENANTS) {
            String wanted = WireJson.object().put("tenant", tenant).toString();
            keys.add(post("/admin/keys", wanted, ADMIN).path("key").asText());
        }
    }

    /** What the small model says has how sure it is in it; so sure it is right. */
    private static double confidence(String text) {
        return Integer.parseInt(text.replaceAll("\\D+", " ").strip().split(" ")[0]) / 100.0;
    }

    private FakeAnswer answer(FakeRequest request) {
        JsonNode asked = FakeDialect.json(request);
        if (asked.path("messages").toString().contains(BROKEN)) {
            return FakeAnswer.empty(500);
        }
        boolean small = asked.path("model").asText().equals("small");
        int sure;
        boolean right;
        int tokens;
        synchronized (random) {
            sure = 20 + random.nextInt(79);
            right = random.nextInt(100) < sure;
            tokens = 40 + random.nextInt(200);
        }
        if (small && sure < 23) {
            return FakeAnswer.empty(500);
        }
        String text = small ? sure + " percent sure. The answer is " + (right ? 42 : 17) : "The answer is 42";
        return FakeModel.saying(asked.path("model").asText(), text)
                .using(100 + tokens * 3, tokens)
                .answer(request)
                .after(Duration.ofMillis(small ? sure / 4 : 30));
    }

    void forward(Duration duration) {
        clock.moved = clock.moved.plus(duration);
    }

    /** Asks so many questions, one after the other; to some of them there is no answer. */
    void load(int many) throws Exception {
        for (int i = 0; i < many; i++) {
            int next = questions++;
            boolean isBroken = next % BROKEN_EACH == BROKEN_EACH - 1;
            String body = WireJson.object()
                    .put("model", next % 9 == 8 ? "cascadeflow/legal" : "cascadeflow/support")
                    .put("max_tokens", 500)
                    .set(
                            "messages",
                            WireJson.parse("[{\"role\":\"user\",\"content\":\"Question %d: %s?\"}]"
                                    .formatted(next, isBroken ? BROKEN : "what is 6 times 7")))
                    .toString();
            HttpResponse<String> answer = send("/v1/chat/completions", body, keys.get(next % 11 % keys.size()));
            if (answer.statusCode() / 100 != (isBroken ? 5 : 2)) {
                throw new IllegalStateException("question %d: %s".formatted(next, answer.body()));
            }
        }
    }

    private JsonNode post(String path, String body, String key) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(path, body, key);
        if (answer.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + ": " + answer.body());
        }
        return WireJson.parse(answer.body());
    }

    private HttpResponse<String> send(String path, String body, String key) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.port() + path);
    }

    int questions() {
        return questions;
    }

    /** What the ledger says that was spent from an instant on, self-tests left out. */
    Usd spent(Instant from) {
        Usd all = Usd.ZERO;
        for (LedgerEntry line : lines(from)) {
            all = all.plus(line.posting().settled().usd());
        }
        return all;
    }

    /** The ledger's lines from an instant on, in the order of time, without those of its own test. */
    List<LedgerEntry> lines(Instant from) {
        return CascadeFlowBudgets.in(camel)
                .ledger()
                .entries(from, clock.instant().plusSeconds(600), 0, 100_000)
                .stream()
                .filter(line -> !line.call().model().toString().equals(CascadeFlowBudgets.SELF_TEST))
                .sorted(Comparator.comparing(LedgerEntry::at).thenComparingLong(LedgerEntry::sequence))
                .toList();
    }

    /** All that is on record. */
    List<JsonNode> decisions() throws IOException {
        KeptDecisions kept = CascadeFlowAudit.in(camel).trail().kept().orElseThrow();
        return kept.find(AuditQuery.ALL.most(AuditQuery.MOST)).stream()
                .map(KeptDecision::json)
                .toList();
    }

    /** By hand: what the large model costs for the tokens of each answer, less what was spent, up to an instant. */
    Usd savedByListPrice(Instant from, Instant to) {
        Map<String, List<LedgerEntry>> running = new LinkedHashMap<>();
        List<List<LedgerEntry>> decisions = new ArrayList<>();
        for (LedgerEntry line : lines(from)) {
            if (!line.at().isBefore(to)) {
                continue;
            }
            List<LedgerEntry> known = running.get(line.call().decision());
            if (known == null
                    || known.get(known.size() - 1).at().isBefore(line.at().minus(Duration.ofHours(1)))) {
                known = new ArrayList<>();
                running.put(line.call().decision(), known);
                decisions.add(known);
            }
            known.add(line);
        }
        long saved = 0;
        for (List<LedgerEntry> decision : decisions) {
            Optional<Settlement> answer = answer(decision, "answer").or(() -> answer(decision, "draft"));
            if (answer.isPresent()) {
                saved += answer.get().usage().totalInput() * LARGE_INPUT_NANOS
                        + answer.get().usage().output() * LARGE_OUTPUT_NANOS;
                saved -= decision.stream()
                        .mapToLong(line -> line.posting().settled().usd().nanos())
                        .sum();
            }
        }
        return new Usd(saved);
    }

    private static Optional<Settlement> answer(List<LedgerEntry> decision, String role) {
        return decision.stream()
                .filter(line -> role.equals(line.call().facts().get("role")))
                .max(Comparator.comparingInt(line -> line.call().attempt()))
                .map(line -> line.posting().settlement());
    }

    Map<String, Usd> spentByModel(Instant from) {
        Map<String, Usd> spent = new java.util.TreeMap<>();
        lines(from)
                .forEach(line -> spent.merge(
                        line.call().model().toString(), line.posting().settled().usd(), Usd::plus));
        return spent;
    }

    Instant now() {
        return clock.instant();
    }

    @Override
    public void close() {
        camel.stop();
        provider.close();
    }
}
