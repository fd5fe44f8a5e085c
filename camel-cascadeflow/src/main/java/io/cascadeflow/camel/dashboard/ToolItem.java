package io.cascadeflow.camel.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What came of a call of a tool, in the line of time of the decision whose answer asked for it. Pure functions. */
final class ToolItem {

    private ToolItem() {}

    /** @param called the members of its entry */
    static Html of(JsonNode called) {
        boolean done = called.path("outcome").asText().equals("done");
        Html item = Html.of(
                "li",
                Html.of("strong", "Tool ", Html.foreign(called.path("tool").asText())),
                " ",
                Html.of("span", called.path("outcome").asText()).with("class", done ? "tag good" : "tag warn"),
                Html.of("br"),
                "Agent ",
                Html.foreign(called.path("agent").asText()),
                ", step " + called.path("step").asText() + ", call "
                        + called.path("number").asText());
        if (called.hasNonNull("risk")) {
            item.add(", risk " + called.path("risk").asText());
        }
        if (called.path("tookMs").asLong() > 0) {
            item.add(", took " + called.path("tookMs").asText() + " ms");
        }
        if (called.has("rules")) {
            List<String> rules = new ArrayList<>();
            called.path("rules").forEach(rule -> rules.add(rule.asText()));
            item.add(", by ").add(Html.foreign(String.join(", ", rules)));
        }
        return item;
    }
}
