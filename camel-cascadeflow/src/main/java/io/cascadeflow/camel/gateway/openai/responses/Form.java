package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.Logprobs;
import java.util.HashSet;
import java.util.Set;

/**
 * The form of one client's answer.
 *
 * @param withLogprobs whether its tokens' log-probabilities are wanted
 * @param withSeal whether thoughts are given in a form that the client can send back
 * @param asSummary whether thoughts are given as a summary; else as they are
 * @param echo the fields of the request that the answer repeats; not to be changed
 */
record Form(boolean withLogprobs, boolean withSeal, boolean asSummary, ObjectNode echo) {

    static final String LOGPROBS = "message.output_text.logprobs";
    static final String SEAL = "reasoning.encrypted_content";

    static Form of(JsonFields fields) {
        Set<String> included = included(fields);
        return new Form(included.contains(LOGPROBS), included.contains(SEAL), asSummary(fields), Echo.of(fields));
    }

    /** A gate may have asked for log-probabilities that the client did not. */
    Logprobs logprobs(Logprobs of) {
        return withLogprobs ? of : Logprobs.ABSENT;
    }

    private static Set<String> included(JsonFields fields) {
        JsonNode include = fields.get("include");
        if (!include.isArray() && fields.has("include")) {
            throw fields.wrong("include", "is not a list; give a list of texts");
        }
        Set<String> all = new HashSet<>();
        for (int i = 0; i < include.size(); i++) {
            String one = include.get(i).asText();
            if (!include.get(i).isTextual() || !Set.of(LOGPROBS, SEAL).contains(one)) {
                throw fields.wrong(
                        "include[" + i + "]", "is not to be had here; there are %s and %s".formatted(LOGPROBS, SEAL));
            }
            all.add(one);
        }
        return all;
    }

    /** What models show of their thoughts is given whole: it can be had in detail, and not made shorter. */
    private static boolean asSummary(JsonFields fields) {
        JsonFields reasoning = fields.object("reasoning");
        if (reasoning == null) {
            return false;
        }
        reasoning.only(Set.of("effort", "summary"));
        String summary = reasoning.text("summary");
        if (summary != null && !Set.of("auto", "detailed").contains(summary)) {
            throw reasoning.unknown("summary", "auto or detailed");
        }
        return summary != null;
    }
}
