package io.cascadeflow.audit.trail;

import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.audit.trail.ChainEnd.Kind;
import io.cascadeflow.cascade.Attribution;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call of a tool, as it is put on record. Immutable, and small whatever the tool said.
 *
 * @param id of the decision whose answer asked for it; absent where no cascade was asked
 * @param call the id that the model gave it
 * @param tool its name, as the model wrote it
 * @param risk absent where there is no such tool
 * @param rules that denied it
 * @param took zero where the tool was not started
 * @param content what is kept of its arguments, as the question, and of what the model was told, as the answer; of a call that
 *     nothing was told of there is no answer
 */
public record ToolRecord(
        Instant at,
        String agent,
        int step,
        int number,
        @Nullable String id,
        Attribution attribution,
        String call,
        String tool,
        @Nullable Risk risk,
        ToolOutcome.Kind outcome,
        Set<String> rules,
        Duration took,
        KeptContent content)
        implements AuditRecord {

    public ToolRecord {
        rules = Set.copyOf(rules);
    }

    /** The record of a call. Never throws. */
    public static ToolRecord of(CalledTool called, ContentKeeper keeper) {
        ToolOutcome outcome = called.outcome();
        return new ToolRecord(
                called.at(),
                called.agent(),
                called.step(),
                called.number(),
                called.decision(),
                called.attribution(),
                outcome.call().id(),
                outcome.call().name(),
                called.risk(),
                outcome.kind(),
                outcome.denial() == null ? Set.of() : outcome.denial().rules(),
                outcome.took(),
                keeper.keep(outcome));
    }

    @Override
    public Kind kind() {
        return Kind.TOOL;
    }

    @Override
    public String members() {
        return ToolJson.members(this);
    }
}
