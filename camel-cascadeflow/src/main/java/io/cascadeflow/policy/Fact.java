package io.cascadeflow.policy;

import java.util.Arrays;
import java.util.List;

/** What rules can ask about a call, beside its headers, the time and expressions: a closed set. */
public enum Fact {
    /** The name of the cascade that is asked; a model that is asked on its own has none. */
    CASCADE("cascade", Kind.WORDS),
    TENANT("tenant", Kind.WORDS),
    USER("user", Kind.WORDS),
    PROJECT("project", Kind.WORDS),
    /** What the question is about, as the route says or a classifier found: one word or several, or {@code unknown}. */
    DOMAIN("domain", Kind.WORDS),
    /** The language of the question, by its two letters of ISO 639-1, or {@code unknown}. */
    QUESTION_LANGUAGE("questionLanguage", Kind.WORDS),
    /** What the route says that the question is, such as {@code personal}. */
    TAGS("tags", Kind.WORDS),
    /** The names of the tools that the request offers. */
    TOOLS("tools", Kind.WORDS),
    /** The names of the tools that the model wants to call, once an agent's model has said so: not of those it was offered. */
    CALLED_TOOLS("calledTools", Kind.WORDS),
    /** The highest risk of those calls: low, medium, high or critical. */
    TOOL_RISK("toolRisk", Kind.WORDS),
    /** How the decision before ended, in lower case. */
    PREVIOUS_OUTCOME("previousOutcome", Kind.WORDS),
    /** The confidence of the answer before, 0 to 1. */
    CONFIDENCE("confidence", Kind.NUMBER),
    /** How much there is in the question, or how hard the route says that it is, 0 to 1. */
    COMPLEXITY("complexity", Kind.NUMBER),
    /** How many entries the longest list in the question has. */
    CHOICES("choices", Kind.NUMBER),
    /** At most so many tokens the question has. */
    PROMPT_TOKENS("promptTokens", Kind.NUMBER),
    /** The most US dollars that asking the cascade's first tier may cost; a model that is asked on its own has none. */
    ESTIMATED_COST("estimatedCost", Kind.NUMBER),
    /** The used share, 0 to 1 and more, of the budget with the least left among those that hold for everything. */
    BUDGET_USED("budgetUsed", Kind.NUMBER),
    /** The seconds that are left until the caller's deadline. */
    DEADLINE_LEFT("deadlineLeft", Kind.NUMBER);

    /** What a header is called as a fact. */
    public static final String HEADER = "header.";

    /** What a fact is. */
    public enum Kind {
        WORDS,
        NUMBER
    }

    private final String word;
    private final Kind kind;

    Fact(String word, Kind kind) {
        this.word = word;
        this.kind = kind;
    }

    /** As the operator writes it. */
    public String word() {
        return word;
    }

    public Kind kind() {
        return kind;
    }

    /** Those of a kind. */
    public static List<Fact> all(Kind kind) {
        return Arrays.stream(values()).filter(fact -> fact.kind == kind).toList();
    }
}
