package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;

/** Writes what the answer should be like, as a provider and a model family want it. */
record OutputFields(Preset.Spelling spelling, ModelPolicy policy) {

    void write(Output output, ObjectNode json) {
        if (output.maxTokens() != null) {
            json.put(policy.maxTokens() == null ? spelling.maxTokens() : policy.maxTokens(), output.maxTokens());
        }
        format(output.format(), json);
        String effort = policy.effort(output.effort());
        if (effort != null) {
            json.setAll(spelling.efforts()
                    .getOrDefault(effort, Json.object().put("reasoning_effort", effort))
                    .deepCopy());
        }
        if (output.logprobs()) {
            logprobs(Math.min(output.topLogprobs(), spelling.maxTopLogprobs()), json);
        }
    }

    private void format(ResponseFormat format, ObjectNode json) {
        if (format instanceof ResponseFormat.Schema schema && spelling.jsonSchema()) {
            ObjectNode named = json.putObject("response_format")
                    .put("type", "json_schema")
                    .putObject("json_schema")
                    .put("name", schema.name())
                    .put("strict", schema.strict());
            named.set(
                    "schema",
                    ToolFields.schema("the fields of answer format '" + schema.name() + "'", schema.schema()));
        } else if (!(format instanceof ResponseFormat.Text)) {
            json.putObject("response_format").put("type", "json_object");
        }
    }

    private void logprobs(int alternatives, ObjectNode json) {
        switch (spelling.logprobs()) {
            case FLAG -> {
                json.put("logprobs", true);
                if (alternatives > 0) {
                    json.put("top_logprobs", alternatives);
                }
            }
            // 0 would switch them off
            case COUNT -> json.put("logprobs", Math.max(1, alternatives));
            case NONE -> json.remove("logprobs");
        }
    }
}
