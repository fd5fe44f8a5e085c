package io.cascadeflow.confidence;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Whether JSON fits a JSON Schema. With networknt's json-schema-validator on the class path all of JSON Schema counts, without
 * it what {@link MinimalSchema} knows. A text that is no JSON Schema fits nothing.
 */
interface SchemaCheck {

    boolean accepts(JsonNode json);

    /** What is wrong, in words for whoever wrote the JSON; empty when nothing is, or when there are no words for it. */
    default List<String> complaints(JsonNode json) {
        return List.of();
    }

    static SchemaCheck of(String schema) {
        return OptionalValidator.PRESENT ? FullSchema.of(schema) : MinimalSchema.of(schema);
    }

    /** Asked once: the class path does not change. */
    final class OptionalValidator {

        static final boolean PRESENT = isPresent();

        private OptionalValidator() {}

        private static boolean isPresent() {
            try {
                Class.forName("com.networknt.schema.SchemaRegistry", false, SchemaCheck.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException e) {
                return false;
            }
        }
    }
}
