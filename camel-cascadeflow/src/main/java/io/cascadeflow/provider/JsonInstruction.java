package io.cascadeflow.provider;

import io.cascadeflow.model.ResponseFormat;
import java.util.Optional;

/** Asks for JSON in words, where a model has no switch for it: any JSON object, or one that fits a schema. */
public final class JsonInstruction {

    private static final String ONLY_JSON = "Answer with one JSON object and nothing else: no code fence, no comment.";

    private JsonInstruction() {}

    /** What to say; empty for free text. */
    public static Optional<String> of(ResponseFormat format) {
        if (format instanceof ResponseFormat.Schema schema) {
            return Optional.of(ONLY_JSON + " It fits this JSON Schema: " + schema.schema());
        }
        return format instanceof ResponseFormat.Json ? Optional.of(ONLY_JSON) : Optional.empty();
    }
}
