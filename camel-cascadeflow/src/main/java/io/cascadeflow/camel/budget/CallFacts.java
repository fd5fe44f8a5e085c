package io.cascadeflow.camel.budget;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.model.ModelId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.MessageHelper;
import org.jspecify.annotations.Nullable;

/**
 * Reads from an exchange what budgets are counted by: the facts that every call has, then for each budget's key a header of
 * that name, or what a simple expression says. What an exchange does not tell is absent.
 */
final class CallFacts {

    private static final Map<String, String> HEADERS = Map.of(
            "tenant", CascadeFlowConstants.TENANT,
            "user", CascadeFlowConstants.USER,
            "project", CascadeFlowConstants.PROJECT,
            "domain", CascadeFlowConstants.DOMAIN,
            "run", CascadeFlowConstants.RUN_ID);

    /** What no header of that name may say. */
    private static final Set<String> KNOWN =
            Set.of("tenant", "user", "project", "domain", "run", "cascade", "tier", "role", "provider", "model");

    private final Map<String, Expression> expressions = new TreeMap<>();
    private final Collection<String> otherHeaders;

    /** @throws IllegalArgumentException when a budget's key is an expression that cannot be read */
    CallFacts(CamelContext context, Collection<Budget> budgets) {
        budgets.stream()
                .map(budget -> budget.key().name())
                .filter(name -> name.contains("${"))
                .forEach(name -> expressions.computeIfAbsent(name, key -> expression(context, key)));
        otherHeaders = budgets.stream()
                .map(budget -> budget.key().name())
                .filter(name -> !name.isEmpty() && !KNOWN.contains(name) && !expressions.containsKey(name))
                .distinct()
                .toList();
    }

    private static Expression expression(CamelContext context, String text) {
        try {
            Expression expression = context.resolveLanguage("simple").createExpression(text);
            expression.init(context);
            return expression;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "a budget counts per '%s', which is no simple expression; write one such as ${header.team}"
                            .formatted(text),
                    e);
        }
    }

    /** What the ledger puts on record beside the model: tenant, user, project, domain, run, cascade, tier, role. */
    static Map<String, String> onRecord(Exchange exchange, Spending spending) {
        Map<String, String> facts = new LinkedHashMap<>();
        HEADERS.forEach((fact, header) -> put(facts, fact, header(exchange, header)));
        put(facts, "cascade", spending.purpose().cascade());
        put(facts, "tier", spending.purpose().tier());
        put(facts, "role", spending.purpose().role());
        return facts;
    }

    /** The same, with all that a budget of this configuration is counted by. */
    Map<String, String> all(Exchange exchange, Map<String, String> onRecord, ModelId model) {
        Map<String, String> facts = new LinkedHashMap<>();
        otherHeaders.forEach(header -> put(facts, header, header(exchange, header)));
        expressions.forEach((key, expression) -> put(facts, key, expression.evaluate(exchange, String.class)));
        if (!expressions.isEmpty()) {
            MessageHelper.resetStreamCache(exchange.getMessage());
        }
        facts.put("provider", model.provider());
        facts.put("model", model.toString());
        facts.putAll(onRecord);
        return facts;
    }

    private static @Nullable String header(Exchange exchange, String name) {
        return exchange.getMessage().getHeader(name, String.class);
    }

    private static void put(Map<String, String> facts, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            facts.put(name, value);
        }
    }
}
