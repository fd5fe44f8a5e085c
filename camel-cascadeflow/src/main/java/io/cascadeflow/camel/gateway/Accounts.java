package io.cascadeflow.camel.gateway;

import static io.cascadeflow.camel.CascadeFlowConstants.BUDGET_REMAINING;
import static io.cascadeflow.camel.CascadeFlowConstants.CONFIDENCE;
import static io.cascadeflow.camel.CascadeFlowConstants.COST;
import static io.cascadeflow.camel.CascadeFlowConstants.INPUT_TOKENS;
import static io.cascadeflow.camel.CascadeFlowConstants.MODEL;
import static io.cascadeflow.camel.CascadeFlowConstants.OUTCOME;
import static io.cascadeflow.camel.CascadeFlowConstants.OUTPUT_TOKENS;
import static io.cascadeflow.camel.CascadeFlowConstants.SAVED_COST;
import static io.cascadeflow.camel.CascadeFlowConstants.TIER;
import static io.cascadeflow.camel.CascadeFlowConstants.TIERS;
import static io.cascadeflow.camel.CascadeFlowConstants.TOTAL_COST;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.provider.WireJson;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/** What an answer came to, for the client: as headers, and as the object {@code cascadeflow} of a body. */
final class Accounts {

    static final String PREFIX = "x-cascadeflow-";

    private static final Pattern NOT_FOR_HEADERS = Pattern.compile("[^\\x20-\\x7e]");
    private static final Map<String, String> HEADERS = headers();

    private Accounts() {}

    private static Map<String, String> headers() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("tier", TIER);
        names.put("model", MODEL);
        names.put("outcome", OUTCOME);
        names.put("confidence", CONFIDENCE);
        names.put("saved-usd", SAVED_COST);
        names.put("budget-remaining-usd", BUDGET_REMAINING);
        return names;
    }

    /** In the order of the documentation; what is not known is left out. */
    static Map<String, String> headers(Message answer) {
        Map<String, String> told = new LinkedHashMap<>();
        HEADERS.forEach((name, header) -> {
            Object value = answer.getHeader(header);
            if (value != null) {
                told.put(PREFIX + name, text(value));
            }
        });
        Object cost = cost(answer);
        if (cost != null) {
            told.put(PREFIX + "cost-usd", text(cost));
        }
        return told;
    }

    /** Of all attempts; a model that is asked on its own has one. */
    private static Object cost(Message answer) {
        Object total = answer.getHeader(TOTAL_COST);
        return total != null ? total : answer.getHeader(COST);
    }

    /** Names of models may hold what a header may not. */
    private static String text(Object value) {
        String text = value instanceof BigDecimal number ? number.toPlainString() : value.toString();
        return NOT_FOR_HEADERS.matcher(text).replaceAll("?");
    }

    static ObjectNode json(Message answer, String decisionId) {
        ObjectNode json = WireJson.object();
        HEADERS.forEach((name, header) -> put(json, name.replace('-', '_'), answer.getHeader(header)));
        put(json, "cost_usd", cost(answer));
        put(json, "tiers", answer.getHeader(TIERS));
        put(json, "input_tokens", answer.getHeader(INPUT_TOKENS));
        put(json, "output_tokens", answer.getHeader(OUTPUT_TOKENS));
        return json.put("decision_id", decisionId);
    }

    private static void put(ObjectNode json, String name, Object value) {
        if (value != null) {
            json.set(
                    name,
                    value instanceof BigDecimal || value instanceof Number
                            ? WireJson.of(value)
                            : WireJson.of(value.toString()));
        }
    }
}
