package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.gateway.keys.Caller;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** Makes the exchange of a question. No header of the client's becomes one of its own. */
record Questions(CamelContext camel) {

    /** The client's key, by its id: for budgets that are counted by it. */
    static final String KEY = "CamelCascadeFlowKey";

    /** How hard the client says that its question is: for the conditions of routes. */
    static final String COMPLEXITY = "CamelCascadeFlowComplexity";

    /** @param request what is asked */
    Exchange exchange(Visit visit, Caller caller, Object request, Hints hints) {
        Exchange exchange = new DefaultExchange(camel, ExchangePattern.InOut);
        Message question = exchange.getIn();
        question.setBody(request);
        set(question, KEY, caller.id());
        set(question, CascadeFlowConstants.TENANT, caller.tenant());
        set(question, CascadeFlowConstants.PROJECT, caller.project());
        set(question, CascadeFlowConstants.USER, caller.user());
        set(question, CascadeFlowConstants.DOMAIN, hints.domain());
        set(question, COMPLEXITY, hints.complexity());
        exchange.setProperty(CascadeFlowProperties.DECISION_ID, visit.id());
        exchange.setProperty(CascadeFlowProperties.STOP, visit.client().gone());
        Spending.set(exchange, Payers.enter(exchange, "key " + caller.id(), visit.id(), caller.budgets()));
        return exchange;
    }

    private static void set(Message question, String name, @Nullable String value) {
        if (value != null) {
            question.setHeader(name, value);
        }
    }
}
