package io.cascadeflow.camel.observe;

import io.cascadeflow.budget.Budget;
import io.cascadeflow.budget.BudgetKeyMissingException;
import io.cascadeflow.budget.LedgerException;
import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.audit.CascadeFlowLearning;
import io.cascadeflow.camel.budget.CascadeFlowBudgets;
import io.cascadeflow.camel.config.CascadeConfiguration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/** What there is to see of a component at a glance. Reads the ledger, so it may wait for its database. */
final class Overview {

    private final CascadeFlowComponent component;
    private final CascadeFlowBudgets budgets;
    private final CascadeFlowLearning learning;

    Overview(CascadeFlowComponent component) {
        CamelContext camel = component.getCamelContext();
        this.component = component;
        this.budgets = CascadeFlowBudgets.in(camel);
        this.learning = CascadeFlowLearning.in(camel);
    }

    /** By section, then by name; values are texts. */
    Map<String, Map<String, String>> sections() {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        sections.put("cascades", cascades());
        sections.put("models", models());
        sections.put("budgets", budgets());
        sections.put("ledger", ledger());
        sections.put("audits", audits());
        sections.put("drift", new LinkedHashMap<>(learning.getFallbacks()));
        return sections;
    }

    private Map<String, String> cascades() {
        Map<String, String> cascades = new LinkedHashMap<>();
        component.configured().cascades().forEach((name, cascade) -> cascades.put(name, tiers(cascade)));
        return cascades;
    }

    private static String tiers(CascadeConfiguration cascade) {
        return String.join(
                " > ",
                cascade.tiers().stream()
                        .map(tier -> tier.acceptAbove() == null
                                ? tier.name()
                                : "%s (acceptAbove %s)".formatted(tier.name(), tier.acceptAbove()))
                        .toList());
    }

    private Map<String, String> models() {
        Map<String, String> models = new LinkedHashMap<>();
        component.standings().forEach((model, answers) -> models.put(model, answers ? "answers" : "breaker open"));
        return models;
    }

    private Map<String, String> budgets() {
        Map<String, String> all = new LinkedHashMap<>();
        budgets.all().forEach(budget -> all.put(budget.name(), standing(budget)));
        return all;
    }

    private String standing(Budget budget) {
        String limit = "limit %s USD%s".formatted(budget.limit(), budget.enabled() ? "" : ", paused");
        try {
            String used = budgets.standing(budget.name(), Map.of())
                    .balance()
                    .used()
                    .usd()
                    .toString();
            return "used %s of %s".formatted(used, limit);
        } catch (BudgetKeyMissingException | IllegalArgumentException oneAccountForEach) {
            return limit + " for each account";
        } catch (LedgerException e) {
            return limit + "; the ledger cannot be read";
        }
    }

    private Map<String, String> ledger() {
        try {
            return Map.of("health", budgets.ledger().health().toString());
        } catch (LedgerException e) {
            return Map.of("health", "cannot be read");
        }
    }

    private Map<String, String> audits() {
        Map<String, String> audits = new LinkedHashMap<>();
        audits.put("compared", Long.toString(learning.getAuditsCompared()));
        audits.put("disagreed", Long.toString(learning.getAuditsDisagreed()));
        audits.put("cost", learning.getAuditCost().toPlainString() + " USD");
        return audits;
    }
}
