package io.cascadeflow.provider.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.request.DefaultChatRequestParameters;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.List;

/**
 * Questions in the library's words. The model's name is not among them: which model it is, the bean knows. What the library has
 * no word for is left out: seed, log-probabilities, efforts, the end user's pseudonym, marks for caches, further fields.
 */
final class Requests {

    private Requests() {}

    /** @throws IllegalArgumentException when the library has no form for it */
    static dev.langchain4j.model.chat.request.ChatRequest of(ChatRequest request) {
        return dev.langchain4j.model.chat.request.ChatRequest.builder()
                .messages(Messages.of(request.messages()))
                .parameters(parameters(request))
                .build();
    }

    private static ChatRequestParameters parameters(ChatRequest request) {
        Sampling sampling = request.sampling();
        DefaultChatRequestParameters.Builder<?> parameters = ChatRequestParameters.builder()
                .temperature(sampling.temperature())
                .topP(sampling.topP())
                .topK(sampling.topK())
                .presencePenalty(sampling.presencePenalty())
                .frequencyPenalty(sampling.frequencyPenalty())
                .maxOutputTokens(request.output().maxTokens());
        if (!sampling.stop().isEmpty()) {
            parameters.stopSequences(sampling.stop());
        }
        tools(request.tools(), parameters);
        ResponseFormat format = request.output().format();
        if (!(format instanceof ResponseFormat.Text)) {
            parameters.responseFormat(format(format));
        }
        return parameters.build();
    }

    private static void tools(Tools tools, DefaultChatRequestParameters.Builder<?> parameters) {
        if (tools.specs().isEmpty()) {
            return;
        }
        List<ToolSpec> offered = tools.specs();
        if (tools.choice() instanceof ToolChoice.Named named) {
            // that one and no other, and it must be called
            offered = offered.stream()
                    .filter(spec -> spec.name().equals(named.tool()))
                    .toList();
        }
        parameters.toolSpecifications(offered.stream().map(Schemas::tool).toList());
        if (tools.choice() instanceof ToolChoice.Named || tools.choice().equals(ToolChoice.REQUIRED)) {
            parameters.toolChoice(dev.langchain4j.model.chat.request.ToolChoice.REQUIRED);
        } else if (tools.choice().equals(ToolChoice.NONE)) {
            parameters.toolChoice(dev.langchain4j.model.chat.request.ToolChoice.NONE);
        }
    }

    private static dev.langchain4j.model.chat.request.ResponseFormat format(ResponseFormat format) {
        if (!(format instanceof ResponseFormat.Schema schema)) {
            return dev.langchain4j.model.chat.request.ResponseFormat.JSON;
        }
        return dev.langchain4j.model.chat.request.ResponseFormat.builder()
                .type(ResponseFormatType.JSON)
                .jsonSchema(JsonSchema.builder()
                        .name(schema.name())
                        .rootElement(JsonRawSchema.from(schema.schema()))
                        .build())
                .build();
    }
}
