package io.cascadeflow.camel.gateway.keys.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.FieldException;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.camel.budget.BudgetReferences;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The key that the admin wants. All that is wrong is a {@link FieldException}.
 *
 * @param nobody the caller of the key to be, but for its id
 * @param label may be empty
 * @param expires absent for never
 */
record WantedKey(Caller nobody, String label, @Nullable Instant expires) {

    private static final Set<String> FIELDS = Set.of(
            "tenant",
            "project",
            "user",
            "label",
            "budgets",
            "models",
            "requestsPerMinute",
            "concurrentRequests",
            "expires");
    private static final String NO_ID = "00000000";

    /** What fits into the store. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** @param budgetExists whether there is a budget of a name */
    static WantedKey of(ObjectNode body, Instant now, Predicate<String> budgetExists) {
        JsonFields fields = new JsonFields(body, "");
        fields.only(FIELDS);
        Caller caller = new Caller(
                NO_ID,
                named(fields, "tenant", fields.requiredText("tenant")),
                name(fields, "project"),
                name(fields, "user"),
                budgets(fields, budgetExists),
                models(fields),
                new RateLimits(
                        fields.count("requestsPerMinute", 1, RateLimits.MOST),
                        fields.count("concurrentRequests", 1, RateLimits.MOST)));
        String label = name(fields, "label");
        return new WantedKey(caller, label == null ? "" : label, expires(fields, now));
    }

    Caller caller(String id) {
        return new Caller(
                id,
                nobody.tenant(),
                nobody.project(),
                nobody.user(),
                nobody.budgets(),
                nobody.models(),
                nobody.limits());
    }

    private static @Nullable String name(JsonFields fields, String field) {
        String text = fields.text(field);
        return text == null ? null : named(fields, field, text);
    }

    private static String named(JsonFields fields, String field, String text) {
        if (!Caller.isName(text)) {
            throw fields.wrong(field, "is no such name; use 1 to 160 printable characters, no space at the ends");
        }
        return text;
    }

    private static List<String> budgets(JsonFields fields, Predicate<String> exists) {
        List<String> budgets = texts(fields, "budgets", Caller.MOST_BUDGETS);
        for (int i = 0; i < budgets.size(); i++) {
            String budget = budgets.get(i);
            if (!Caller.isBudget(budget)) {
                throw fields.wrong(
                        "budgets[%d]".formatted(i), "is neither a budget's name nor an amount in US dollars");
            }
            if (!BudgetReferences.isAmount(budget) && !exists.test(budget)) {
                throw fields.wrong("budgets[%d]".formatted(i), "is no budget of this gateway's configuration");
            }
        }
        return budgets;
    }

    private static List<String> models(JsonFields fields) {
        List<String> models = texts(fields, "models", Caller.MOST_MODELS);
        for (int i = 0; i < models.size(); i++) {
            if (!Caller.isModels(models.get(i))) {
                throw fields.wrong(
                        "models[%d]".formatted(i),
                        "names no models; give a name as clients use it, or its beginning and *, as in openai:*");
            }
        }
        return models;
    }

    private static List<String> texts(JsonFields fields, String field, int most) {
        JsonNode list = fields.get(field);
        if (list.isMissingNode()) {
            return List.of();
        }
        if (!list.isArray() || list.size() > most) {
            throw fields.wrong(field, "is not a list of at most %d texts".formatted(most));
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw fields.wrong("%s[%d]".formatted(field, texts.size()), "is no text; put it in quotes");
            }
            texts.add(item.textValue());
        }
        return texts;
    }

    private static @Nullable Instant expires(JsonFields fields, Instant now) {
        String text = fields.text("expires");
        if (text == null) {
            return null;
        }
        try {
            Instant expires = Instant.parse(text);
            if (expires.isAfter(now) && expires.isBefore(LATEST)) {
                return expires;
            }
        } catch (DateTimeException e) {
            throw fields.wrong("expires", "is no moment; write it like 2027-01-31T00:00:00Z");
        }
        throw fields.wrong("expires", "is not in the future, or too far in it; leave it out for never");
    }
}
