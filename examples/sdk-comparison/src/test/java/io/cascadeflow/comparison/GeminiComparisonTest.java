package io.cascadeflow.comparison;

import com.google.genai.Client;
import com.google.genai.errors.ClientException;
import com.google.genai.types.Content;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionCallingConfig;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import com.google.genai.types.ToolConfig;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.gemini.GeminiProviderFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gemini's generateContent beside google-genai. */
class GeminiComparisonTest extends Comparison {

    @Override
    Map<String, String> explained() {
        return Map.of(
                "path",
                        "this client asks for version 1 since its own version 2; ours for v1beta, or what apiVersion says",
                "header x-goog-api-client", TELEMETRY,
                "header content-type", "JSON is UTF-8, whether or not that is said",
                "header accept", "this client takes anything");
    }

    /** There is no end user. */
    @Override
    Set<Question> questions() {
        return EnumSet.complementOf(EnumSet.of(Question.USER));
    }

    @Override
    String model() {
        return "gemini-2.5-flash";
    }

    @Override
    ChatProvider provider(URI server, ProviderContext context) {
        return new GeminiProviderFactory()
                .create(
                        ProviderSettings.of("gemini")
                                .withEnvironment(name -> null)
                                .withBaseUrl(server)
                                .withApiKey(KEY),
                        context);
    }

    /** After a 400 we would find out whether it was about log-probabilities. */
    @Override
    FakeAnswer refused() {
        return FakeAnswer.json(401, "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}");
    }

    @Override
    Class<? extends Exception> refusal() {
        return ClientException.class;
    }

    @Override
    void ask(URI server, ChatRequest request, boolean streamed) {
        try (Client client = Client.builder()
                .apiKey(KEY)
                .httpOptions(HttpOptions.builder().baseUrl(server.toString()).build())
                .build()) {
            List<Content> contents = contents(request.messages());
            GenerateContentConfig config = config(request);
            if (streamed) {
                client.models.generateContentStream(model(), contents, config).close();
            } else {
                client.models.generateContent(model(), contents, config);
            }
        }
    }

    private static GenerateContentConfig config(ChatRequest request) {
        GenerateContentConfig.Builder config = GenerateContentConfig.builder();
        request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .forEach(message -> config.systemInstruction(
                        Content.builder().parts(Part.fromText(message.text())).build()));
        sampling(config, request.sampling());
        tools(config, request.tools());
        output(config, request.output());
        return config.build();
    }

    /** The results of the calls of one message are one turn. */
    private static List<Content> contents(List<ChatMessage> messages) {
        List<Content> contents = new ArrayList<>();
        List<Part> results = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (message.role() == Role.TOOL) {
                results.add(result(message));
            } else if (message.role() != Role.SYSTEM) {
                contents.add(content(message.role() == Role.USER ? "user" : "model", parts(message)));
            }
        }
        if (!results.isEmpty()) {
            contents.add(content("user", results));
        }
        return contents;
    }

    private static Content content(String role, List<Part> parts) {
        return Content.builder().role(role).parts(parts).build();
    }

    private static List<Part> parts(ChatMessage message) {
        List<Part> parts = new ArrayList<>();
        for (ContentPart part : message.content()) {
            parts.add(
                    part instanceof ContentPart.ImageData image
                            ? Part.fromBytes(Base64.getDecoder().decode(image.base64()), image.mediaType())
                            : Part.fromText(((ContentPart.Text) part).text()));
        }
        message.toolCalls()
                .forEach(call -> parts.add(Part.builder()
                        .functionCall(FunctionCall.builder()
                                .id(call.id())
                                .name(call.name())
                                .args(Words.map(call.arguments()))
                                .build())
                        .build()));
        return parts;
    }

    private static Part result(ChatMessage message) {
        Map<String, Object> response =
                message.text().startsWith("{") ? Words.map(message.text()) : Map.of("output", message.text());
        return Part.builder()
                .functionResponse(FunctionResponse.builder()
                        .id(String.valueOf(message.toolCallId()))
                        .name("get_weather")
                        .response(response)
                        .build())
                .build();
    }

    private static void sampling(GenerateContentConfig.Builder config, Sampling sampling) {
        if (sampling.temperature() != null) {
            config.temperature(sampling.temperature().floatValue());
        }
        if (sampling.topP() != null) {
            config.topP(sampling.topP().floatValue());
        }
        if (sampling.topK() != null) {
            config.topK(sampling.topK().floatValue());
        }
        if (sampling.seed() != null) {
            config.seed(sampling.seed().intValue());
        }
        if (sampling.presencePenalty() != null) {
            config.presencePenalty(sampling.presencePenalty().floatValue());
        }
        if (sampling.frequencyPenalty() != null) {
            config.frequencyPenalty(sampling.frequencyPenalty().floatValue());
        }
        if (!sampling.stop().isEmpty()) {
            config.stopSequences(sampling.stop());
        }
    }

    private static void tools(GenerateContentConfig.Builder config, Tools tools) {
        if (tools.specs().isEmpty()) {
            return;
        }
        config.tools(List.of(Tool.builder()
                .functionDeclarations(tools.specs().stream()
                        .map(spec -> FunctionDeclaration.builder()
                                .name(spec.name())
                                .description(spec.description())
                                .parametersJsonSchema(Words.map(spec.parameters()))
                                .build())
                        .toList())
                .build()));
        FunctionCallingConfig.Builder calling = FunctionCallingConfig.builder();
        if (tools.choice() instanceof ToolChoice.Named named) {
            calling.mode("ANY").allowedFunctionNames(List.of(named.tool()));
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            calling.mode("ANY");
        } else {
            return;
        }
        config.toolConfig(
                ToolConfig.builder().functionCallingConfig(calling.build()).build());
    }

    private static void output(GenerateContentConfig.Builder config, Output output) {
        if (output.maxTokens() != null) {
            config.maxOutputTokens(output.maxTokens());
        }
        if (output.format() instanceof ResponseFormat.Schema schema) {
            config.responseMimeType("application/json").responseJsonSchema(Words.map(schema.schema()));
        }
        if (output.logprobs()) {
            config.responseLogprobs(true).logprobs(output.topLogprobs());
        }
    }
}
