package io.cascadeflow.provider.springai;

import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.prompt.ChatOptions;
import org.springframework.ai.model.tool.StructuredOutputChatOptions;
import org.springframework.ai.model.tool.ToolCallingChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;

/** What is said about an answer in the library's words. */
final class Options {

    private Options() {}

    static ChatOptions of(ChatRequest request, List<ToolSpec> tools) {
        Sampling sampling = request.sampling();
        ToolCallingChatOptions.Builder options = ToolCallingChatOptions.builder()
                .temperature(sampling.temperature())
                .topP(sampling.topP())
                .topK(sampling.topK())
                .presencePenalty(sampling.presencePenalty())
                .frequencyPenalty(sampling.frequencyPenalty())
                .maxTokens(request.output().maxTokens());
        if (!sampling.stop().isEmpty()) {
            options.stopSequences(sampling.stop());
        }
        ToolCallingChatOptions built = options.build();
        offer(built, tools);
        return built;
    }

    /** A schema has a place only in the options of the model's own class: a copy of its defaults, with what was asked. */
    static ChatOptions structured(
            ChatRequest request, List<ToolSpec> tools, ChatOptions defaults, ResponseFormat.Schema schema) {
        ChatOptions options = defaults.copy();
        BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(options);
        asked(request).forEach((name, value) -> {
            if (!properties.isWritableProperty(name)) {
                throw new IllegalArgumentException(
                        "Spring AI's %s has no %s".formatted(options.getClass().getSimpleName(), name));
            }
            properties.setPropertyValue(name, value);
        });
        ((StructuredOutputChatOptions) options).setOutputSchema(schema.schema());
        if (options instanceof ToolCallingChatOptions calling) {
            offer(calling, tools);
        } else if (!tools.isEmpty()) {
            throw new IllegalArgumentException(
                    "Spring AI's %s takes no tools".formatted(options.getClass().getSimpleName()));
        }
        return options;
    }

    private static Map<String, Object> asked(ChatRequest request) {
        Sampling sampling = request.sampling();
        Map<String, Object> asked = new LinkedHashMap<>();
        put(asked, "temperature", sampling.temperature());
        put(asked, "topP", sampling.topP());
        put(asked, "topK", sampling.topK());
        put(asked, "presencePenalty", sampling.presencePenalty());
        put(asked, "frequencyPenalty", sampling.frequencyPenalty());
        put(asked, "maxTokens", request.output().maxTokens());
        put(asked, "stopSequences", sampling.stop().isEmpty() ? null : sampling.stop());
        return asked;
    }

    private static void put(Map<String, Object> asked, String name, @Nullable Object value) {
        if (value != null) {
            asked.put(name, value);
        }
    }

    private static void offer(ToolCallingChatOptions options, List<ToolSpec> tools) {
        // who asks runs the tools, not the library
        options.setInternalToolExecutionEnabled(false);
        if (!tools.isEmpty()) {
            options.setToolCallbacks(tools.stream().map(Options::offered).toList());
        }
    }

    private static ToolCallback offered(ToolSpec spec) {
        ToolDefinition definition = ToolDefinition.builder()
                .name(spec.name())
                .description(spec.description())
                .inputSchema(spec.parameters())
                .build();
        return new Offered(definition);
    }

    /** A tool that is on offer and runs elsewhere. */
    private record Offered(ToolDefinition definition) implements ToolCallback {

        @Override
        public ToolDefinition getToolDefinition() {
            return definition;
        }

        @Override
        public String call(String arguments) {
            throw new IllegalStateException("tool '%s' is run by who asked".formatted(definition.name()));
        }
    }
}
