package io.cascadeflow.camel.gateway.openai.responses;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what the answer of a response should be like, and how its tokens are drawn. */
final class OutputReader {

    private OutputReader() {}

    static Sampling sampling(JsonFields fields) {
        return new Sampling(
                fields.number("temperature", 0, 2), fields.number("top_p", 0, 1), null, null, null, null, List.of());
    }

    /** @param logprobs whether they are to be included */
    static Output read(JsonFields fields, boolean logprobs) {
        Integer alternatives = fields.count("top_logprobs", 0, 20);
        if (alternatives != null && !logprobs) {
            throw fields.wrong(
                    "top_logprobs",
                    "is for log-probabilities: add %s to include, or leave it out".formatted(Form.LOGPROBS));
        }
        return new Output(
                fields.count("max_output_tokens", 1, Integer.MAX_VALUE),
                format(fields.object("text")),
                effort(fields.object("reasoning")),
                logprobs,
                alternatives == null ? 0 : alternatives);
    }

    private static @Nullable String effort(@Nullable JsonFields reasoning) {
        return reasoning == null ? null : reasoning.text("effort");
    }

    private static ResponseFormat format(@Nullable JsonFields text) {
        if (text == null) {
            return ResponseFormat.TEXT;
        }
        text.only(Set.of("format", "verbosity"));
        JsonFields format = text.object("format");
        return format == null ? ResponseFormat.TEXT : format(format, format.requiredText("type"));
    }

    private static ResponseFormat format(JsonFields format, String type) {
        return switch (type) {
            case "text" -> only(format, ResponseFormat.TEXT);
            case "json_object" -> only(format, ResponseFormat.JSON);
            case "json_schema" -> schema(format);
            default -> throw format.unknown("type", "text, json_object or json_schema");
        };
    }

    private static ResponseFormat only(JsonFields format, ResponseFormat read) {
        format.only(Set.of("type"));
        return read;
    }

    private static ResponseFormat schema(JsonFields format) {
        format.only(Set.of("type", "name", "schema", "strict"));
        return new ResponseFormat.Schema(
                format.requiredText("name"),
                format.requiredObject("schema").object().toString(),
                Boolean.TRUE.equals(format.flag("strict")));
    }
}
