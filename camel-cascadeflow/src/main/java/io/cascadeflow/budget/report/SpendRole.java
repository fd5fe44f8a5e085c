package io.cascadeflow.budget.report;

/** What a call was for, as the fact {@code role} says it. */
public final class SpendRole {

    /** A tier that is not the last. */
    public static final String DRAFT = "draft";

    /** The last tier, or a model that is asked without a cascade. */
    public static final String ANSWER = "answer";

    /** A model that judges a draft. */
    public static final String JUDGE = "judge";

    /** Another draft of the same tier, to compare. */
    public static final String SAMPLE = "sample";

    /** A model that is asked whether its own draft is right. */
    public static final String CHECK = "check";

    /** The next tier, asked about a draft that was accepted, to learn how good the draft was. */
    public static final String AUDIT = "audit";

    private SpendRole() {}
}
