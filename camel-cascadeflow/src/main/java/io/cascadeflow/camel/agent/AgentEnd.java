package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentRecord;
import io.cascadeflow.agent.AgentState;
import io.cascadeflow.agent.AgentStep;
import io.cascadeflow.agent.StopReason;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.model.ChatReply;
import java.util.List;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * What a pass through an agent came to.
 *
 * @param reply the last that the model said; absent when it said nothing
 * @param last the exchange of the last step; absent when there was none
 * @param decisions of all steps, in order
 * @param sums of all steps
 * @param failure why it could not go on; absent when it could, or a limit of its own says so
 */
record AgentEnd(
        AgentState state,
        StopReason reason,
        @Nullable ChatReply reply,
        @Nullable Exchange last,
        @Nullable Exception failure,
        List<AgentRecord.Step> steps,
        List<Decision> decisions,
        StepSums sums) {

    /** Of a turn that was answered before: nobody was asked. */
    static AgentEnd before(AgentStep.Ask first, ChatReply answer) {
        return new AgentEnd(
                first.state(), StopReason.ANSWERED, answer, null, null, List.of(), List.of(), new StepSums());
    }

    boolean isFromBefore() {
        return reason == StopReason.ANSWERED && last == null;
    }
}
