package io.cascadeflow.camel.gateway.anthropic;

import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.Serving;
import io.cascadeflow.model.Thinking;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.Tools;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what a question is made of, whether it is to be answered or only counted. */
final class QuestionReader {

    /** The fields read here. */
    static final Set<String> FIELDS = Set.of(
            "cache_control",
            "messages",
            "model",
            "output_config",
            "output_format",
            "system",
            "thinking",
            "tool_choice",
            "tools");

    private QuestionReader() {}

    static ChatRequest read(JsonFields body) {
        List<ChatMessage> messages = new ArrayList<>(system(body));
        messages.addAll(MessagesReader.read(body));
        Tools tools = ToolsReader.read(body);
        Output output = OutputReader.read(body);
        refuseForcedThought(body, tools, output);
        return new ChatRequest(
                messages, tools, Sampling.DEFAULT, output, null, Map.of(), new Serving(CacheMark.of(body), false));
    }

    /** As Anthropic does. */
    private static void refuseForcedThought(JsonFields body, Tools tools, Output output) {
        boolean isForced =
                tools.choice() instanceof ToolChoice.Named || tools.choice().equals(ToolChoice.REQUIRED);
        Thinking thinking = output.thinking();
        if (isForced && thinking != null && thinking.mode() == Thinking.Mode.ON) {
            throw body.wrong("tool_choice", "forces a tool, which does not go with thinking; use auto or none");
        }
    }

    /** One message of as many texts as the client gave; none when they say nothing. */
    private static List<ChatMessage> system(JsonFields body) {
        ChatMessage system = new ChatMessage(Role.SYSTEM, Blocks.texts(body, "system"), List.of(), null);
        return system.text().isBlank() ? List.of() : List.of(system);
    }
}
