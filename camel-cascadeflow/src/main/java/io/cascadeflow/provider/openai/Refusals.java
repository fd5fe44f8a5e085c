package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes out of a request what its model has refused before. */
final class Refusals {

    private static final List<String> LIMITS = List.of("max_tokens", "max_completion_tokens");

    /** Without these the request would be another one. */
    private static final Set<String> ESSENTIAL =
            Set.of("model", "messages", "tools", "tool_choice", "functions", "response_format", "text", "input");

    /** Fields that make no sense, or are refused, without another one. */
    private static final Map<String, List<String>> TOGETHER = Map.of(
            "logprobs", List.of("logprobs", "top_logprobs"),
            "stream", List.of("stream", "stream_options"));

    private Refusals() {}

    /** Whether leaving out or renaming {@code parameter} is worth an attempt. */
    static boolean isRepairable(String parameter) {
        return isRole(parameter) || !ESSENTIAL.contains(root(parameter));
    }

    /** Whether {@code parameter} is the role of a message: instructions are then sent as a user's message. */
    static boolean isRole(String parameter) {
        return parameter.matches("messages\\[\\d+]\\.role");
    }

    /** Whether {@code parameter} is one of the two names of the limit on output tokens. */
    static boolean isLimit(String parameter) {
        return LIMITS.contains(parameter);
    }

    static void apply(Set<String> refused, ObjectNode json) {
        for (String parameter : refused) {
            String root = root(parameter);
            if (isLimit(root)) {
                renameLimit(root, refused, json);
            } else if (!ESSENTIAL.contains(root)) {
                json.remove(TOGETHER.getOrDefault(root, List.of(root)));
            }
        }
    }

    /** A limit is never dropped: refused under both names, it is left for the provider to refuse again. */
    private static void renameLimit(String name, Set<String> refused, ObjectNode json) {
        String other = LIMITS.get(1 - LIMITS.indexOf(name));
        JsonNode limit = json.path(name);
        if (!limit.isMissingNode() && !refused.contains(other)) {
            json.remove(name);
            json.putIfAbsent(other, limit);
        }
    }

    /** {@code reasoning} for {@code reasoning.effort}. */
    private static String root(String parameter) {
        return parameter.split("[.\\[]", 2)[0];
    }
}
