package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.TreeSet;

/** Writes what came of calls of tools. Pure functions. */
final class ToolJson {

    private ToolJson() {}

    /** The members of a call's entry. */
    static String members(ToolRecord called) {
        return EntryJson.members(json -> {
            EntryJson.name(json, "decision", called.id());
            json.writeStringField("at", called.at().toString());
            EntryJson.name(json, "agent", called.agent());
            json.writeNumberField("step", called.step());
            json.writeNumberField("number", called.number());
            EntryJson.name(json, "call", called.call());
            EntryJson.name(json, "tool", called.tool());
            if (called.risk() != null) {
                EntryJson.word(json, "risk", called.risk());
            }
            EntryJson.word(json, "outcome", called.outcome());
            rules(json, called);
            json.writeNumberField("tookMs", called.took().toMillis());
            EntryJson.attribution(json, called.attribution());
            ContentJson.write(json, called.content(), "arguments", "told");
        });
    }

    private static void rules(JsonGenerator json, ToolRecord called) throws IOException {
        if (!called.rules().isEmpty()) {
            json.writeArrayFieldStart("rules");
            for (String rule : new TreeSet<>(called.rules())) {
                json.writeString(Wording.cut(rule, Wording.MOST_IN_A_NAME));
            }
            json.writeEndArray();
        }
    }
}
