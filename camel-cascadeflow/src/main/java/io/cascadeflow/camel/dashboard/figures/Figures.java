package io.cascadeflow.camel.dashboard.figures;

import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.Follower;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.KeptToolCall;
import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKey;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.budget.jdbc.JdbcAccounts;
import io.cascadeflow.budget.jdbc.JdbcSpend;
import io.cascadeflow.budget.jdbc.Schema;
import io.cascadeflow.budget.report.LedgerSpend;
import io.cascadeflow.budget.report.SpendSource;
import io.cascadeflow.budget.report.savings.LedgerAudits;
import io.cascadeflow.budget.report.savings.ListPriceSavings;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.config.RecorderConfiguration;
import io.cascadeflow.camel.observe.CascadeSummary;
import io.cascadeflow.camel.observe.Overview;
import io.cascadeflow.model.ModelId;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All that the dashboard shows, as it was read last. {@link #read} is for one thread at a time and may take long where there is
 * much that it has not read yet; what is shown changes meanwhile. The rest is thread-safe and waits for nobody.
 */
public final class Figures {

    private static final Duration BETWEEN_OUTLOOKS = Duration.ofMinutes(10);

    private final CascadeFlowComponent component;
    private final DecisionFigures decisions = new DecisionFigures();
    private final SpendFigures spending;
    private final SavedFigures saved;
    private final SpendSource source;
    private final @Nullable Holders holders;
    private final Map<String, String> troubles = new ConcurrentSkipListMap<>();
    private @Nullable Follower follower;
    private boolean followed;
    private Instant outlooksAt = Instant.EPOCH;
    private volatile Now now = new Now(Instant.EPOCH, null, Map.of(), Map.of(), 0);
    private volatile Map<String, Labelled> labels = Map.of();
    private volatile boolean closed;

    /**
     * What is not added up.
     *
     * @param at when it was read
     * @param overview absent before the first time
     * @param standings of budgets with one account, by name
     * @param outlooks likewise, where there is one
     * @param left decisions on record that are not in the sums yet
     */
    public record Now(
            Instant at,
            @Nullable Overview overview,
            Map<String, Standing> standings,
            Map<String, BudgetFigures.Outlook> outlooks,
            long left) {}

    public Figures(CascadeFlowComponent component) {
        this.component = component;
        this.source = component
                .ledgerDatabase()
                .<SpendSource>map(database -> new JdbcSpend(database.dataSource()))
                .orElseGet(() -> new LedgerSpend(budgets().ledger()));
        this.holders = component
                .ledgerDatabase()
                .map(database -> new Holders(new JdbcAccounts(database.dataSource()), component.clock()))
                .orElse(null);
        this.spending = new SpendFigures(source);
        this.saved = new SavedFigures(source);
    }

    /** Reads what has changed. Never throws: what cannot be read is in {@link #troubles}. */
    public void read() {
        Instant at = component.clock().instant();
        part("overview", () -> overview(at));
        part("ledger", () -> {
            if (!spending.read(at)) {
                saved.spoil();
            }
        });
        part("audit trail", () -> follow(at));
        if (holders != null) {
            part("accounts", () -> holders.read(budgets().all()));
        }
        if (saved.isDue(at)) {
            part(
                    "savings",
                    () -> saved.read(
                            spending.hours(), spending.readAt(), byListPrice(), byAudits(), component.clock()));
        }
        if (outlooksAt.plus(BETWEEN_OUTLOOKS).isBefore(at)) {
            outlooksAt = at;
            part("labels", () -> labels = labelled());
            part(
                    "forecast",
                    () -> now = new Now(
                            now.at(),
                            now.overview(),
                            now.standings(),
                            BudgetFigures.outlooks(budgets().all(), source, at),
                            now.left()));
        }
    }

    private interface Part {
        void read() throws IOException;
    }

    private void part(String name, Part part) {
        if (closed) {
            return;
        }
        try {
            part.read();
            troubles.remove(name);
        } catch (IOException | RuntimeException e) {
            troubles.put(name, e instanceof IOException || e instanceof LedgerException ? why(e) : e.toString());
        }
    }

    private static String why(Exception e) {
        return String.valueOf(e.getMessage());
    }

    private void overview(Instant at) {
        Map<String, Standing> standings = standings();
        now = new Now(
                at,
                Overview.of(component, at, budget -> standings.get(budget.name())),
                standings,
                now.outlooks(),
                now.left());
    }

    private List<CascadeSummary> cascades() {
        Overview overview = now.overview();
        return overview == null ? List.of() : overview.cascades();
    }

    private LedgerAudits byAudits() {
        return new LedgerAudits(cascades().stream().collect(Collectors.toMap(CascadeSummary::name, Figures::lastTier)));
    }

    private static String lastTier(CascadeSummary cascade) {
        return cascade.tiers().get(cascade.tiers().size() - 1).name();
    }

    /** Of each cascade, the model that its last tier was answered by most often, as is on record. */
    private ListPriceSavings byListPrice() {
        Map<String, ModelId> last = new HashMap<>();
        Map<String, DecisionSums> byCascade = decisions.byCascade(Instant.EPOCH);
        for (CascadeSummary cascade : cascades()) {
            DecisionSums sums = byCascade.getOrDefault(cascade.name(), new DecisionSums());
            sums.tiers().stream()
                    .map(Map.Entry::getKey)
                    .filter(place -> place.tier().equals(lastTier(cascade))
                            && !place.model().isEmpty())
                    .findFirst()
                    .ifPresent(place -> last.put(cascade.name(), ModelId.parse(place.model())));
        }
        return new ListPriceSavings(last, component.pricing().catalog());
    }

    private Map<String, Labelled> labelled() throws IOException {
        RecorderConfiguration recorder = component.configured().recorder();
        Optional<KeptDecisions> kept = kept();
        return recorder == null || kept.isEmpty() ? Map.of() : Labelled.read(Path.of(recorder.file()), kept.get());
    }

    private Map<String, Standing> standings() {
        Map<String, Standing> standings = new LinkedHashMap<>();
        for (Budget budget : budgets().all()) {
            if (budget.key().equals(BudgetKey.NONE) && !(budget.window() instanceof io.cascadeflow.budget.Window.Run)) {
                standings.put(budget.name(), budgets().standing(budget.name(), Map.of()));
            }
        }
        return standings;
    }

    private void follow(Instant at) throws IOException {
        if (!followed) {
            follower = kept().flatMap(kept -> kept.follow(at.minus(DecisionFigures.KEPT)))
                    .orElse(null);
            followed = true;
        }
        if (follower == null) {
            return;
        }
        decisions.forgetBefore(at.minus(DecisionFigures.KEPT));
        long left;
        do {
            left = follower.next(decision -> decisions.add(decision, at));
            now = new Now(now.at(), now.overview(), now.standings(), now.outlooks(), left);
        } while (left > 0 && !closed);
    }

    /** Drafts whose confidence can be held against labels, by cascade. */
    public Map<String, Labelled> labels() {
        return labels;
    }

    /** Ends reading at the next step. */
    public void close() {
        closed = true;
    }

    public Now now() {
        return now;
    }

    public DecisionFigures decisions() {
        return decisions;
    }

    public SpendFigures spending() {
        return spending;
    }

    /** Who spends; empty where the ledger is in memory. */
    public Optional<Holders> holders() {
        return Optional.ofNullable(holders);
    }

    public SavedFigures saved() {
        return saved;
    }

    /** What cannot be read and why, by what it is; empty while all can. */
    public Map<String, String> troubles() {
        return Map.copyOf(troubles);
    }

    /** Whether decisions are on record where they can be added up. */
    public boolean isOnRecord() {
        return kept().flatMap(kept -> kept.follow(Instant.EPOCH)).isPresent();
    }

    /** The ledger's lines. Blocks while a database works. */
    public SpendSource source() {
        return source;
    }

    /** Reads decisions on record; empty where none are. */
    public Optional<KeptDecisions> kept() {
        return CascadeFlowAudit.in(component.getCamelContext()).trail().kept();
    }

    /** A page of the decisions on record; none where none are, or none was recorded ever. Blocks while a database works. */
    public List<KeptDecision> find(AuditQuery query) throws IOException {
        return read(kept -> kept.find(query));
    }

    /** What came of the tools that a decision's answer asked for. Likewise. */
    public List<KeptToolCall> toolCalls(String decision) throws IOException {
        return read(kept -> kept.toolCalls(decision));
    }

    private interface Reading<T> {
        List<T> of(KeptDecisions kept) throws IOException;
    }

    private <T> List<T> read(Reading<T> reading) throws IOException {
        Optional<KeptDecisions> kept = kept();
        if (kept.isEmpty()) {
            return List.of();
        }
        try {
            return reading.of(kept.get());
        } catch (IOException e) {
            if (e.getCause() instanceof SQLException cause && Schema.isNoTable(cause)) {
                return List.of();
            }
            throw e;
        }
    }

    public CascadeFlowBudgets budgets() {
        return CascadeFlowBudgets.in(component.getCamelContext());
    }

    public CascadeFlowComponent component() {
        return component;
    }
}
