package io.cascadeflow.camel.gateway.keys;

import io.cascadeflow.camel.budget.BudgetReferences;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client whose key or token was verified. All of it comes from the key, the token or the configuration, never from the
 * request itself.
 *
 * @param id the key's public id, or {@code jwt:} and the token's subject; no secret, and safe to log
 * @param tenant who pays
 * @param project absent when it is not known
 * @param user absent when it is not known
 * @param budgets that its calls must fit, by name or as amounts in US dollars, beside those that apply to every call
 * @param models that it may ask, as clients name them; one may end with {@code *}; empty for all that the gateway offers
 */
public record Caller(
        String id,
        String tenant,
        @Nullable String project,
        @Nullable String user,
        List<String> budgets,
        List<String> models,
        RateLimits limits)
        implements Verdict {

    /** The longest name, as the ledger keeps them. */
    public static final int LONGEST = 160;

    public static final int MOST_BUDGETS = 20;
    public static final int MOST_MODELS = 100;

    private static final String ANYTHING = "*";
    /** Nothing that could break a line of a log or a header. */
    private static final Pattern NAME = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]+");

    private static final Pattern MODELS = Pattern.compile("[!-)+-~]*\\*?");

    public Caller {
        budgets = List.copyOf(budgets);
        models = List.copyOf(models);
        check("id", id, isName(id));
        check("tenant", tenant, isName(tenant));
        check("project", project, project == null || isName(project));
        check("user", user, user == null || isName(user));
        check(
                "budgets",
                budgets,
                budgets.size() <= MOST_BUDGETS && budgets.stream().allMatch(Caller::isBudget));
        check("models", models, models.size() <= MOST_MODELS && models.stream().allMatch(Caller::isModels));
    }

    private static void check(String what, @Nullable Object value, boolean isRight) {
        if (!isRight) {
            throw new IllegalArgumentException("%s of a caller cannot be '%s'".formatted(what, value));
        }
    }

    /** Whether a text can name a tenant, a project or a user: printable, 1 to 160 characters, no space at its ends. */
    public static boolean isName(String text) {
        return text.length() <= LONGEST && NAME.matcher(text).matches() && text.equals(text.strip());
    }

    /** Whether a text is the name of a budget, or an amount in US dollars. */
    public static boolean isBudget(String text) {
        return text.length() <= LONGEST && BudgetReferences.isReference(text);
    }

    /** Whether a text says which models: a name as clients use it, the beginning of names with {@code *}, or {@code *}. */
    public static boolean isModels(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && MODELS.matcher(text).matches();
    }

    /** @param model as the client names it */
    public boolean mayAsk(String model) {
        return models.isEmpty() || models.stream().anyMatch(pattern -> fits(pattern, model));
    }

    private static boolean fits(String pattern, String model) {
        return pattern.endsWith(ANYTHING)
                ? model.startsWith(pattern.substring(0, pattern.length() - 1))
                : model.equals(pattern);
    }
}
