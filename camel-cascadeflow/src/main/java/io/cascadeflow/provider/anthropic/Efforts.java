package io.cascadeflow.provider.anthropic;

import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The efforts that a question can ask for.
 *
 * @param budgets thinking tokens by effort, least effort first; {@link #NONE} is not among them
 */
record Efforts(Map<String, Integer> budgets) {

    static final String NONE = "none";

    /** Refuses an effort that nobody knows. */
    void check(@Nullable String effort) {
        if (effort != null && !ladder().contains(effort)) {
            throw new ProviderException(
                    Kind.BAD_REQUEST,
                    "anthropic: reasoningEffort '%s' is unknown; use one of %s"
                            .formatted(effort, String.join(", ", ladder())));
        }
    }

    int budget(String effort) {
        return budgets.getOrDefault(effort, 0);
    }

    /** The dearest effort that the family knows and that is not above the one asked for; absent when it knows none. */
    @Nullable
    String of(ModelFamily family, @Nullable String asked) {
        if (asked == null || family.efforts().isEmpty()) {
            return null;
        }
        List<String> ladder = ladder();
        int rung = ladder.indexOf(asked);
        return family.efforts().stream()
                .filter(effort -> ladder.indexOf(effort) <= rung)
                .reduce((cheaper, dearer) -> dearer)
                .orElse(family.efforts().get(0));
    }

    private List<String> ladder() {
        List<String> ladder = new ArrayList<>(List.of(NONE));
        ladder.addAll(budgets.keySet());
        return ladder;
    }
}
