package io.cascadeflow.provider.springai;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.model.ChatModel;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;

/**
 * Questions in the library's words. What it has no word for is left out: seed, log-probabilities, efforts, the end user's
 * pseudonym, parallel calls, marks for caches, further fields. So is the model's name: which model it is, the bean knows.
 */
final class Prompts {

    private Prompts() {}

    /** @throws IllegalArgumentException when the library has no form for it */
    static Prompt of(ChatRequest request, ChatModel model) {
        List<Message> messages = Messages.of(request.messages());
        ResponseFormat format = request.output().format();
        boolean enforced = format instanceof ResponseFormat.Schema
                && model.getDefaultOptions() instanceof StructuredOutputChatOptions;
        if (!(format instanceof ResponseFormat.Text) && !enforced) {
            messages = withFormat(messages, format);
        }
        List<ToolSpec> tools = offered(request);
        return new Prompt(
                messages,
                enforced
                        ? Options.structured(request, tools, model.getDefaultOptions(), (ResponseFormat.Schema) format)
                        : Options.of(request, tools));
    }

    /** Words in place of a parameter: the library has one for schemas at some models, and none for JSON alone. */
    private static List<Message> withFormat(List<Message> messages, ResponseFormat format) {
        String wish = format instanceof ResponseFormat.Schema schema
                ? "Answer with JSON alone, without a code fence, that fits this JSON Schema: " + schema.schema()
                : "Answer with one JSON object alone, without a code fence.";
        List<Message> all = new ArrayList<>(messages);
        int at = 0;
        while (at < all.size() && all.get(at) instanceof SystemMessage) {
            at++;
        }
        all.add(at, new SystemMessage(wish));
        return all;
    }

    private static List<ToolSpec> offered(ChatRequest request) {
        ToolChoice choice = request.tools().choice();
        if (choice.equals(ToolChoice.NONE)) {
            return List.of();
        }
        if (!request.tools().specs().isEmpty() && !choice.equals(ToolChoice.AUTO)) {
            throw new IllegalArgumentException(
                    "Spring AI has no form for a tool that must be called; leave the choice");
        }
        return request.tools().specs();
    }
}
