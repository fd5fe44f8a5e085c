package io.cascadeflow.budget;

/** What a budget limits. */
public enum BudgetUnit {
    /** Money. */
    USD("USD"),
    /** Calls to models. */
    CALLS("calls"),
    /** Tokens of prompts and answers. */
    TOKENS("tokens");

    private final String label;

    BudgetUnit(String label) {
        this.label = label;
    }

    /** As it stands in messages. */
    public String label() {
        return label;
    }
}
