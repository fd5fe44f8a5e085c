package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.provider.WireJson;
import org.jspecify.annotations.Nullable;

/**
 * How much a model may generate and how it is told to think.
 *
 * @param maxTokens the limit on all output, thinking included
 * @param thinking the request's {@code thinking}; absent sends none
 * @param effort the request's {@code output_config.effort}; absent sends none
 */
record ThinkingPlan(
        int maxTokens,
        @Nullable ObjectNode thinking,
        @Nullable String effort) {

    /** {@code max_tokens} for a model that thinks as much as it sees fit, when the request gives none. */
    private static final int ROOM_TO_THINK = 16_384;

    /** How much a model thinks that may do as it sees fit, when nothing is said. */
    private static final String USUAL_EFFORT = "high";

    /**
     * @param canThink whether the conversation lets a model with a budget think: it may not where a tool is forced, or
     *     where it would continue a tool loop that it began without thinking
     */
    static ThinkingPlan of(ModelFamily family, Output output, boolean canThink, ModelFamilies table) {
        Efforts efforts = new Efforts(table.budgets());
        efforts.check(output.reasoningEffort());
        Thinking thinking = output.thinking();
        if (thinking == null) {
            return byEffort(family, output, canThink, efforts);
        }
        String effort = efforts.of(family, output.reasoningEffort());
        return switch (thinking.mode()) {
            case USUAL -> new ThinkingPlan(limit(family, output, family.defaultTokens()), null, effort);
            case OFF -> unthinking(family, output, effort);
            case ON -> on(family, output, canThink, efforts);
        };
    }

    /** Whoever asks for an effort and says nothing of thinking wants to have it thought. */
    private static ThinkingPlan byEffort(ModelFamily family, Output output, boolean canThink, Efforts efforts) {
        String effort = output.reasoningEffort();
        if (effort == null) {
            return plain(family, output);
        }
        if (effort.equals(Efforts.NONE)) {
            return unthinking(family, output, null);
        }
        return switch (family.thinking()) {
            case ADAPTIVE -> adaptive(family, output, efforts.of(family, effort));
            case BUDGET -> canThink ? budgeted(family, output, efforts.budget(effort)) : plain(family, output);
            case NONE -> plain(family, output);
        };
    }

    /** In the family's own way: a budget where it takes one, else the effort that comes nearest to it. */
    private static ThinkingPlan on(ModelFamily family, Output output, boolean canThink, Efforts efforts) {
        Thinking asked = output.thinking();
        String effort = output.effort();
        ThinkingPlan plan =
                switch (family.thinking()) {
                    case ADAPTIVE -> adaptive(family, output, efforts.of(family, effort));
                    case BUDGET -> canThink ? budgeted(family, output, wanted(output, efforts)) : plain(family, output);
                    case NONE -> plain(family, output);
                };
        if (plan.thinking != null && asked != null && asked.summarized()) {
            plan.thinking.put("display", "summarized");
        }
        return plan;
    }

    private static int wanted(Output output, Efforts efforts) {
        Thinking thinking = output.thinking();
        if (thinking != null && thinking.budgetTokens() != null) {
            return thinking.budgetTokens();
        }
        return efforts.budget(output.reasoningEffort() == null ? USUAL_EFFORT : output.reasoningEffort());
    }

    private static ThinkingPlan plain(ModelFamily family, Output output) {
        return new ThinkingPlan(limit(family, output, family.defaultTokens()), null, null);
    }

    private static ThinkingPlan unthinking(ModelFamily family, Output output, @Nullable String effort) {
        ObjectNode disabled = family.canDisable() ? WireJson.object().put("type", "disabled") : null;
        return new ThinkingPlan(limit(family, output, family.defaultTokens()), disabled, effort);
    }

    private static ThinkingPlan adaptive(ModelFamily family, Output output, @Nullable String effort) {
        int maxTokens = limit(family, output, Math.max(family.defaultTokens(), ROOM_TO_THINK));
        return new ThinkingPlan(maxTokens, WireJson.object().put("type", "adaptive"), effort);
    }

    /**
     * Budget and answer share the limit. A budget asked for in tokens stays as it is while it fits; a limit that is too small for
     * both gets an answer and no thinking.
     */
    private static ThinkingPlan budgeted(ModelFamily family, Output output, int wanted) {
        int maxTokens = limit(family, output, wanted + family.defaultTokens());
        boolean asIs = output.thinking() != null && output.thinking().budgetTokens() != null && wanted < maxTokens;
        int answer = Math.min(family.defaultTokens(), Math.max(Thinking.LEAST_TOKENS, maxTokens / 4));
        int budget = asIs ? wanted : Math.min(wanted, maxTokens - answer);
        if (budget < Thinking.LEAST_TOKENS) {
            return new ThinkingPlan(maxTokens, null, null);
        }
        return new ThinkingPlan(
                maxTokens, WireJson.object().put("type", "enabled").put("budget_tokens", budget), null);
    }

    private static int limit(ModelFamily family, Output output, int otherwise) {
        Integer asked = output.maxTokens();
        return Math.min(family.limit(), asked != null ? asked : otherwise);
    }
}
