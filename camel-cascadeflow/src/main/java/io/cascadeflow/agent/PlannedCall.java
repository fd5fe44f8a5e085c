package io.cascadeflow.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ToolCall;

/** What is to be done about one call that a model wants. */
public sealed interface PlannedCall {

    ToolCall call();

    /**
     * The tool is called, if nobody objects.
     *
     * @param arguments that fit its schema
     * @param sameBefore how often the same call was made in this run and answered
     */
    record Make(ToolCall call, Tool tool, ObjectNode arguments, int sameBefore) implements PlannedCall {

        /** The same text for the same call, however it was written. */
        public String key() {
            return Past.key(tool.name(), new Arguments.Fit(arguments).canonical());
        }
    }

    /** The tool is not called, and the model is told why. */
    record Answer(ToolOutcome outcome) implements PlannedCall {

        @Override
        public ToolCall call() {
            return outcome.call();
        }
    }
}
