package io.cascadeflow.agent;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an agent does next. {@link AgentState} decides it; whoever runs the agent does it. */
public sealed interface AgentStep {

    AgentState state();

    /** The model is asked. */
    record Ask(AgentState state, ChatRequest request) implements AgentStep {}

    /**
     * Tools are called: each on its own, in any order or at once.
     *
     * @param reply that asks for them
     * @param calls in the order of the reply
     */
    record Call(AgentState state, ChatReply reply, List<PlannedCall> calls) implements AgentStep {
        public Call {
            calls = List.copyOf(calls);
        }
    }

    /**
     * It is over.
     *
     * @param reply the last that the model said; absent when it said nothing
     */
    record Finish(
            AgentState state, StopReason reason, @Nullable ChatReply reply) implements AgentStep {}
}
