package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.JsonFields;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.provider.TokenEstimate;
import io.cascadeflow.provider.WireJson;

/**
 * {@code POST /v1/messages/count_tokens}. No provider is asked, as nobody knows yet which one will answer: it is our own
 * {@link TokenEstimate} of what is said, the instructions and the tools, to which each image adds the most that it comes to at most models.
 */
public final class TokenCount {

    /** Anthropic scales larger images down to about this. */
    private static final long IMAGE = 1_600;

    private TokenCount() {}

    /**
     * The answer to {@code body}, which is a Messages request without what only an answer needs.
     *
     * @throws io.cascadeflow.camel.FieldException when a field is missing, wrong or not supported
     */
    public static ObjectNode of(ObjectNode body) {
        JsonFields fields = new JsonFields(body, "");
        fields.only(QuestionReader.FIELDS);
        fields.requiredText("model");
        ChatRequest question = QuestionReader.read(fields);
        return WireJson.object().put("input_tokens", TokenEstimate.ofPrompt(question) + IMAGE * images(question));
    }

    private static long images(ChatRequest question) {
        return question.messages().stream()
                .map(ChatMessage::content)
                .flatMap(parts -> parts.stream())
                .filter(part -> part instanceof ContentPart.ImageUrl || part instanceof ContentPart.ImageData)
                .count();
    }
}
