package io.cascadeflow.camel.gateway.openai.responses;

import io.cascadeflow.camel.JsonFields;
import java.util.Map;
import java.util.Set;

/** Refuses what would need answers to be kept here, or work that nobody waits for; each with the way out. */
final class NotKept {

    private static final Map<String, String> ELSEWHERE = Map.of(
            "previous_response_id",
            "refers to an answer, and none is kept here; send the whole conversation as input",
            "conversation",
            "refers to a conversation, and none is kept here; send the whole conversation as input",
            "prompt",
            "refers to a stored prompt, and none is kept here; send its text as instructions or input",
            "max_tool_calls",
            "limits tools that run at the provider, of which there are none here; leave it out",
            "context_management",
            "is for conversations that are kept, and none is here; send what the model shall see as input");

    private NotKept() {}

    static void refuse(JsonFields fields) {
        ELSEWHERE.forEach((field, problem) -> {
            if (fields.has(field)) {
                throw fields.wrong(field, problem);
            }
        });
        refuseTrue(fields, "store", "is true, and no answer is kept here; set it to false, or leave it out");
        refuseTrue(
                fields, "background", "is true, and answers are given at once here; set it to false, or leave it out");
        String truncation = fields.text("truncation");
        if (truncation != null && !truncation.equals("disabled")) {
            throw fields.unknown("truncation", "disabled: nothing of a conversation is left out here");
        }
        String tier = fields.text("service_tier");
        if (tier != null && !Set.of("auto", "default").contains(tier)) {
            throw fields.unknown("service_tier", "auto or default, or leave it out");
        }
    }

    private static void refuseTrue(JsonFields fields, String field, String problem) {
        if (Boolean.TRUE.equals(fields.flag(field))) {
            throw fields.wrong(field, problem);
        }
    }
}
