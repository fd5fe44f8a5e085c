package io.cascadeflow.camel.springboot.actuate;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.config.CascadeConfiguration;
import io.cascadeflow.camel.observe.Overview;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.policy.explain.PolicyExplanation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.lang.Nullable;

/**
 * {@code /actuator/cascadeflow}: everything at a glance; below it one part, the latest decisions, or which budgets would apply to
 * a call and what the operator's rules would make of it. It shows no question and no answer, and changes nothing.
 */
@Endpoint(id = "cascadeflow")
public final class CascadeFlowActuatorEndpoint {

    private final CamelContext camel;
    private final Decisions decisions;

    CascadeFlowActuatorEndpoint(CamelContext camel) {
        this.camel = camel;
        this.decisions = new Decisions(camel);
    }

    // parameters may be absent where Spring's own annotation says so

    /** All of it but the decisions. */
    @ReadOperation
    public Overview overview() {
        CascadeFlowComponent component = component();
        return Overview.of(component, component.clock().instant());
    }

    private CascadeFlowComponent component() {
        return camel.getComponent("cascadeflow", CascadeFlowComponent.class);
    }

    /**
     * One part: {@code cascades}, {@code models}, {@code budgets}, {@code gates}, {@code ledger}, {@code learning}, {@code audit},
     * {@code decisions} or {@code explain}.
     *
     * @param tenant whose decisions, or for whom to explain; absent: anybody's
     * @param cascade of which decisions, or whose budgets to explain; absent: of any
     * @param outcome of decisions: accepted, escalated, degraded, rejected, failed; absent: any
     * @param most how many decisions at most; absent: 50
     * @return absent when there is no such part, which is a 404
     */
    @ReadOperation
    @Nullable
    public Object part(
            @Selector String part,
            @Nullable String tenant,
            @Nullable String cascade,
            @Nullable String outcome,
            @Nullable Integer most) {
        Overview overview = overview();
        return switch (part) {
            case "cascades" -> overview.cascades();
            case "models" -> overview.models();
            case "budgets" -> overview.budgets();
            case "gates" -> gates(overview);
            case "ledger" -> overview.ledger();
            case "learning" -> overview.learning();
            case "audit" -> overview.audit();
            case "decisions" -> decisions.latest(new Decisions.Which(tenant, cascade, outcome, most));
            case "explain" -> explain(tenant, cascade);
            default -> null;
        };
    }

    /**
     * One decision, with its story in sentences: of the latest, or from the audit trail.
     *
     * @param part must be {@code decisions}
     * @return absent when it is not known, which is a 404
     * @throws IOException when the audit trail cannot be read
     */
    @ReadOperation
    @Nullable
    public Map<String, Object> decision(@Selector String part, @Selector String id) throws IOException {
        return part.equals("decisions") ? decisions.find(id).orElse(null) : null;
    }

    /** Which gates judged the latest answers, by cascade and tier. */
    private static Map<String, Map<String, Object>> gates(Overview overview) {
        Map<String, Map<String, Object>> gates = new LinkedHashMap<>();
        overview.cascades()
                .forEach(cascade -> cascade.tiers().stream()
                        .filter(tier -> tier.gate() != null)
                        .forEach(tier -> gates.computeIfAbsent(cascade.name(), name -> new LinkedHashMap<>())
                                .put(tier.name(), tier.gate())));
        return gates;
    }

    /**
     * What the operator's rules would make of a question to a cascade: nobody is asked. A question is sent, and not part of an
     * address, because addresses are logged.
     *
     * @param part must be {@code explain}
     * @param cascade of a route, or of the configuration
     * @param headers of the question, a line each, as region=eu; absent for none
     * @param question its text; absent when no rule is about it
     */
    @WriteOperation
    public Map<String, Object> explain(
            @Selector String part, String cascade, @Nullable String headers, @Nullable String question) {
        if (!part.equals("explain")) {
            throw new InvalidEndpointRequestException(
                    "only explain takes a question: nothing is changed here", "nothing to write");
        }
        return explained(asked(headers == null ? "" : headers, question == null ? "" : question), cascade)
                .members();
    }

    private Exchange asked(String headers, String question) {
        try {
            return CascadeFlowPolicies.in(camel).question(headers, question);
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointRequestException(e.getMessage(), "headers cannot be read");
        }
    }

    private PolicyExplanation explained(Exchange exchange, String cascade) {
        try {
            return CascadeFlowPolicies.in(camel).explain(exchange, cascade);
        } catch (IllegalArgumentException e) {
            throw new InvalidEndpointRequestException(e.getMessage(), "cannot be explained");
        }
    }

    private List<String> explain(@Nullable String tenant, @Nullable String cascade) {
        List<String> named = cascade == null ? List.of() : budgetsOf(cascade);
        Map<String, String> facts = tenant == null ? Map.of() : Map.of("tenant", tenant);
        List<String> lines = new ArrayList<>();
        CascadeFlowBudgets.in(camel).explain(named, facts).forEach(budget -> lines.add(budget.text()));
        if (cascade != null) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeader(CascadeFlowConstants.TENANT, tenant);
            explained(exchange, cascade).rules().forEach(rule -> lines.add(rule.text()));
        }
        return lines;
    }

    private List<String> budgetsOf(String cascade) {
        Map<String, CascadeConfiguration> configured = component().configured().cascades();
        if (!configured.containsKey(cascade)) {
            throw new InvalidEndpointRequestException(
                    "there is no cascade '%s' in the configuration, which has %s"
                            .formatted(cascade, configured.keySet()),
                    "no such cascade");
        }
        return configured.get(cascade).budgets();
    }
}
