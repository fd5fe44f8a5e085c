package io.cascadeflow.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.bedrock.AwsSignature;
import io.cascadeflow.provider.bedrock.BedrockProviderFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.protocols.json.internal.unmarshall.document.DocumentUnmarshaller;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamResponseHandler;
import software.amazon.awssdk.services.bedrockruntime.model.ImageFormat;
import software.amazon.awssdk.services.bedrockruntime.model.InferenceConfiguration;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.OutputConfig;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.Tool;
import software.amazon.awssdk.services.bedrockruntime.model.ToolConfiguration;

/** Bedrock's Converse beside Amazon's client, both with an access key: that client sends no API key over a bare connection. */
class BedrockComparisonTest extends Comparison {

    private static final String ACCESS = "aws.accessKeyId";
    private static final String SECRET = "aws.secretAccessKey";

    @BeforeAll
    void key() {
        System.setProperty(ACCESS, "AKIDCOMPARISON");
        System.setProperty(SECRET, KEY);
    }

    @AfterAll
    void noKey() {
        System.clearProperty(ACCESS);
        System.clearProperty(SECRET);
    }

    /** What our tests work out by themselves is what Amazon's client sends. */
    @Override
    void look(FakeRequest request) {
        AwsSignature signature = AwsSignature.of(request);
        assertThat(signature.scope()).endsWith("/eu-central-1/bedrock");
        assertThat(signature.fits(request, KEY)).isTrue();
    }

    @Override
    Map<String, String> explained() {
        return Map.of(
                "header accept", "this client takes anything, whatever it has asked for",
                "header authorization",
                        "this client signs more of its headers; that both signatures fit is tested below",
                "header x-amz-date", "each signs at its own moment",
                "header amz-sdk-.*", TELEMETRY,
                "header x-amz-content-sha256", "the fields of the JSON come in another order",
                "/messages/\\d+/content/\\d+/toolResult/status",
                        "that a call succeeded is said, and not left to be guessed");
    }

    /** There are neither log-probabilities nor an end user. */
    @Override
    Set<Question> questions() {
        return EnumSet.complementOf(EnumSet.of(Question.LOGPROBS, Question.USER));
    }

    @Override
    String model() {
        return "us.amazon.nova-micro-v1:0";
    }

    @Override
    ChatProvider provider(URI server, ProviderContext context) {
        return new BedrockProviderFactory()
                .create(
                        ProviderSettings.of("bedrock")
                                .withEnvironment(name -> null)
                                .withBaseUrl(server)
                                .withHosting(Hosting.OWN.withRegion("eu-central-1")),
                        context);
    }

    @Override
    FakeAnswer refused() {
        return FakeAnswer.json(400, "{\"message\":\"no\"}").header("x-amzn-ErrorType", "ValidationException");
    }

    @Override
    Class<? extends Exception> refusal() {
        return CompletionException.class;
    }

    @Override
    void ask(URI server, ChatRequest request, boolean streamed) {
        try (BedrockRuntimeAsyncClient client = BedrockRuntimeAsyncClient.builder()
                .endpointOverride(server)
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(SystemPropertyCredentialsProvider.create())
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
            if (streamed) {
                client.converseStream(
                                streamed(request),
                                ConverseStreamResponseHandler.builder()
                                        .subscriber(event -> {})
                                        .build())
                        .join();
            } else {
                client.converse(whole(request)).join();
            }
        }
    }

    private ConverseRequest whole(ChatRequest request) {
        return ConverseRequest.builder()
                .modelId(model())
                .system(system(request))
                .messages(messages(request.messages()))
                .inferenceConfig(inference(request))
                .toolConfig(tools(request.tools()))
                .outputConfig(output(request))
                .build();
    }

    private ConverseStreamRequest streamed(ChatRequest request) {
        return ConverseStreamRequest.builder()
                .modelId(model())
                .system(system(request))
                .messages(messages(request.messages()))
                .inferenceConfig(inference(request))
                .toolConfig(tools(request.tools()))
                .outputConfig(output(request))
                .build();
    }

    private static @org.jspecify.annotations.Nullable List<SystemContentBlock> system(ChatRequest request) {
        List<SystemContentBlock> system = request.messages().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .map(message -> SystemContentBlock.fromText(message.text()))
                .toList();
        return system.isEmpty() ? null : system;
    }

    /** The results of the calls of one message are one message. */
    private static List<Message> messages(List<ChatMessage> messages) {
        List<Message> all = new ArrayList<>();
        List<ContentBlock> results = new ArrayList<>();
        for (ChatMessage message : messages) {
            if (message.role() == Role.TOOL) {
                results.add(ContentBlock.fromToolResult(result ->
                        result.toolUseId(message.toolCallId()).content(content -> content.text(message.text()))));
            } else if (message.role() != Role.SYSTEM) {
                all.add(Message.builder()
                        .role(message.role().name().toLowerCase(Locale.ROOT))
                        .content(blocks(message))
                        .build());
            }
        }
        if (!results.isEmpty()) {
            all.add(Message.builder()
                    .role(ConversationRole.USER)
                    .content(results)
                    .build());
        }
        return all;
    }

    private static List<ContentBlock> blocks(ChatMessage message) {
        List<ContentBlock> blocks = new ArrayList<>();
        for (ContentPart part : message.content()) {
            blocks.add(
                    part instanceof ContentPart.ImageData image
                            ? ContentBlock.fromImage(block -> block.format(ImageFormat.PNG)
                                    .source(source -> source.bytes(SdkBytes.fromByteArray(
                                            Base64.getDecoder().decode(image.base64())))))
                            : ContentBlock.fromText(((ContentPart.Text) part).text()));
        }
        message.toolCalls()
                .forEach(call -> blocks.add(ContentBlock.fromToolUse(
                        use -> use.toolUseId(call.id()).name(call.name()).input(document(call.arguments())))));
        return blocks;
    }

    private static Document document(String json) {
        return JsonNode.parser().parse(json).visit(new DocumentUnmarshaller());
    }

    private static InferenceConfiguration inference(ChatRequest request) {
        InferenceConfiguration.Builder config = InferenceConfiguration.builder();
        Sampling sampling = request.sampling();
        if (request.output().maxTokens() != null) {
            config.maxTokens(request.output().maxTokens());
        }
        if (sampling.temperature() != null) {
            config.temperature(sampling.temperature().floatValue());
        }
        if (sampling.topP() != null) {
            config.topP(sampling.topP().floatValue());
        }
        if (!sampling.stop().isEmpty()) {
            config.stopSequences(sampling.stop());
        }
        return config.build();
    }

    private static @org.jspecify.annotations.Nullable ToolConfiguration tools(Tools tools) {
        if (tools.specs().isEmpty()) {
            return null;
        }
        ToolConfiguration.Builder config = ToolConfiguration.builder()
                .tools(tools.specs().stream()
                        .map(spec -> Tool.fromToolSpec(tool -> tool.name(spec.name())
                                .description(spec.description())
                                .strict(spec.strict())
                                .inputSchema(schema -> schema.json(document(spec.parameters())))))
                        .toList());
        if (tools.choice() instanceof ToolChoice.Named named) {
            config.toolChoice(choice -> choice.tool(tool -> tool.name(named.tool())));
        } else if (tools.choice().equals(ToolChoice.REQUIRED)) {
            config.toolChoice(choice -> choice.any(any -> {}));
        }
        return config.build();
    }

    private static @org.jspecify.annotations.Nullable OutputConfig output(ChatRequest request) {
        if (!(request.output().format() instanceof ResponseFormat.Schema schema)) {
            return null;
        }
        return OutputConfig.builder()
                .textFormat(format -> format.type("json_schema")
                        .structure(structure -> structure.jsonSchema(
                                json -> json.name(schema.name()).schema(schema.schema()))))
                .build();
    }
}
