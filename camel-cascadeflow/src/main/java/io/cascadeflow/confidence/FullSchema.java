package io.cascadeflow.confidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All of JSON Schema, by networknt's validator. Only to be touched when that is on the class path. */
final class FullSchema implements SchemaCheck {

    /** A route asks for a handful of schemas; whoever generates them anew each time must not fill the heap. */
    private static final int MOST_KEPT = 200;

    private static final Map<String, SchemaCheck> KEPT = new ConcurrentHashMap<>();

    /** Schemas are never fetched from elsewhere: that is the registry's default, and a reference it cannot follow is an error. */
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final Schema schema;
    private final MinimalSchema otherwise;

    private FullSchema(Schema schema, MinimalSchema otherwise) {
        this.schema = schema;
        this.otherwise = otherwise;
    }

    static SchemaCheck of(String schema) {
        SchemaCheck kept = KEPT.get(schema);
        if (kept != null) {
            return kept;
        }
        SchemaCheck compiled = compile(schema);
        if (KEPT.size() >= MOST_KEPT) {
            KEPT.clear();
        }
        KEPT.put(schema, compiled);
        return compiled;
    }

    private static SchemaCheck compile(String text) {
        MinimalSchema minimal = MinimalSchema.of(text);
        JsonNode node = JsonTexts.parse(text);
        if (node == null || !node.isObject()) {
            return minimal;
        }
        try {
            return new FullSchema(REGISTRY.getSchema(node), minimal);
        } catch (RuntimeException e) {
            // Whatever a schema does to somebody else's validator, the draft is checked as far as we can read it.
            return minimal;
        }
    }

    /** References are followed only now, and one may be broken or lead back to itself without end. */
    @Override
    public boolean accepts(JsonNode json) {
        try {
            return schema.validate(json).isEmpty();
        } catch (RuntimeException | StackOverflowError e) {
            return otherwise.accepts(json);
        }
    }

    @Override
    public List<String> complaints(JsonNode json) {
        try {
            return schema.validate(json).stream().map(Error::toString).toList();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of();
        }
    }
}
