package io.cascadeflow.examples.gateway.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client is to ask, in words that all of them have.
 *
 * @param schema that the answer is to follow; absent for any answer
 * @param logprobs whether each token's probability is wanted
 */
record Task(
        String model,
        @Nullable String system,
        List<Turn> turns,
        List<Tool> tools,
        @Nullable String schema,
        boolean logprobs) {

    /**
     * A tool whose one parameter is a text.
     *
     * @param parameter its name
     */
    record Tool(String name, String description, String parameter) {

        String schema() {
            return """
                    {"type":"object","properties":{"%s":{"type":"string"}},"required":["%s"],"additionalProperties":false}""".formatted(parameter, parameter);
        }
    }

    static Task asking(String question) {
        return of(new Turn.User(question, null));
    }

    static Task of(Turn... turns) {
        return new Task(Stage.CASCADE, null, List.of(turns), List.of(), null, false);
    }

    Task to(String other) {
        return new Task(other, system, turns, tools, schema, logprobs);
    }

    Task with(String instruction) {
        return new Task(model, instruction, turns, tools, schema, logprobs);
    }

    Task with(Tool tool) {
        return new Task(model, system, turns, List.of(tool), schema, logprobs);
    }

    Task following(String json) {
        return new Task(model, system, turns, tools, json, logprobs);
    }

    Task withLogprobs() {
        return new Task(model, system, turns, tools, schema, true);
    }

    /** The conversation goes on. */
    Task then(Turn... more) {
        List<Turn> all = new java.util.ArrayList<>(turns);
        all.addAll(List.of(more));
        return new Task(model, system, List.copyOf(all), tools, schema, logprobs);
    }
}
