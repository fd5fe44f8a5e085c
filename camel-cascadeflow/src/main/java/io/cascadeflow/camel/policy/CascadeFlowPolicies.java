package io.cascadeflow.camel.policy;

import io.cascadeflow.camel.ReadQuestion;
import io.cascadeflow.camel.config.Suggestion;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.policy.Policy;
import io.cascadeflow.policy.Rule;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.policy.explain.Subject;
import java.lang.ref.WeakReference;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.StaticService;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The operator's rules in a Camel context: what they make of a call, told without making it. Also in JMX. Safe to share between
 * threads. Expressions of rules are evaluated for it, and rules about budgets read the ledger; no model is asked.
 */
@ManagedResource(description = "CascadeFlow policies")
public final class CascadeFlowPolicies extends ServiceSupport implements StaticService {

    /** Routes can make names up. */
    private static final int MOST_CASCADES = 500;

    private final CamelContext context;
    private final Supplier<Now> now;
    private final Clock clock;
    private final Map<String, WeakReference<Subjects>> ready = new ConcurrentHashMap<>();

    /**
     * What calls are made under that begin now.
     *
     * @param policies the rules
     * @param cascades those of the configuration, by name
     */
    public record Now(Policies policies, Map<String, Subjects> cascades) {

        public Now {
            cascades = Map.copyOf(cascades);
        }
    }

    /** @param now another one after the configuration changed */
    public CascadeFlowPolicies(CamelContext context, Supplier<Now> now, Clock clock) {
        this.context = context;
        this.now = now;
        this.clock = clock;
    }

    /**
     * Those of a Camel context.
     *
     * @throws IllegalStateException when its cascadeflow component is not started
     */
    public static CascadeFlowPolicies in(CamelContext context) {
        CascadeFlowPolicies policies = context.hasService(CascadeFlowPolicies.class);
        if (policies == null) {
            throw new IllegalStateException("the cascadeflow component is not started: start the Camel context first");
        }
        return policies;
    }

    /**
     * A cascade can be run from now on, for as long as somebody else holds on to it. Of two with one name the newer one is
     * explained.
     */
    public void ready(String cascade, Subjects subjects) {
        ready.values().removeIf(known -> known.get() == null);
        if (ready.size() < MOST_CASCADES || ready.containsKey(cascade)) {
            ready.put(cascade, new WeakReference<>(subjects));
        }
    }

    /** It is not run any more. */
    public void gone(String cascade, Subjects subjects) {
        ready.computeIfPresent(cascade, (name, known) -> known.get() == subjects ? null : known);
    }

    public Policy policy() {
        return now.get().policies().policy();
    }

    /**
     * What the rules make of a question to a cascade. Rules of a cascade around it are not looked at.
     *
     * @param exchange whose message is the question, with its headers; it stays as readable as it is
     * @param cascade of a route, or of the configuration
     * @throws IllegalArgumentException when there is no such cascade, or the exchange forces a tier that there is not
     */
    public PolicyExplanation explain(Exchange exchange, String cascade) {
        Now held = now.get();
        Subjects subjects = subjects(cascade, held);
        Subject subject = subjects.of(exchange, held.policies());
        return held.policies().explain(exchange, subject, subjects.estimate(), clock.instant());
    }

    /** The same of a model that is asked on its own. */
    public PolicyExplanation explain(Exchange exchange, ModelId model) {
        Policies policies = now.get().policies();
        Subject subject = Subject.model(policies.candidate(model), tools(exchange));
        return policies.explain(exchange, subject, Estimate.UNKNOWN, clock.instant());
    }

    /** The names of the tools that a question offers; its message can be read again afterwards. */
    public static List<String> tools(Exchange exchange) {
        return exchange.getMessage().getBody() == null
                ? List.of()
                : ReadQuestion.of(exchange.getMessage()).tools().specs().stream()
                        .map(ToolSpec::name)
                        .toList();
    }

    private Subjects subjects(String cascade, Now held) {
        return Optional.ofNullable(ready.get(cascade))
                .map(WeakReference::get)
                .or(() -> Optional.ofNullable(held.cascades().get(cascade)))
                .orElseThrow(() -> unknown(cascade, held));
    }

    private IllegalArgumentException unknown(String cascade, Now held) {
        TreeSet<String> known = new TreeSet<>(ready.keySet());
        known.addAll(held.cascades().keySet());
        return new IllegalArgumentException("there is no cascade '%s'%s; there are %s"
                .formatted(
                        cascade,
                        Suggestion.nearest(cascade, known)
                                .map(", did you mean '%s'?"::formatted)
                                .orElse(""),
                        known));
    }

    @ManagedAttribute(description = "Which policy it is; empty without a rule")
    public String getVersion() {
        return policy().version();
    }

    @ManagedAttribute(description = "The names of the rules")
    public List<String> getNames() {
        return policy().rules().stream().map(Rule::name).toList();
    }

    @ManagedOperation(
            description =
                    "What the rules make of a question to a cascade; headers a line each, as region=eu. Nothing is asked")
    public String explain(String cascade, String headers, String question) {
        return explain(question(headers, question), cascade).text();
    }

    /**
     * An exchange for a question that nobody asks.
     *
     * @param headers a line each, as region=eu
     * @throws IllegalArgumentException when a line is none
     */
    public Exchange question(String headers, String question) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(question);
        headers.lines().filter(line -> !line.isBlank()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("a line of the headers is no name=value, as in region=eu");
            }
            exchange.getMessage()
                    .setHeader(
                            line.substring(0, equals).strip(),
                            line.substring(equals + 1).strip());
        });
        return exchange;
    }
}
