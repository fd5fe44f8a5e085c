package io.cascadeflow.provider.bedrock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cascadeflow.camel.http.JdkTransport;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.BackoffRetry;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.provider.GoldenFiles;
import io.cascadeflow.provider.Hosting;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.Retry;
import io.cascadeflow.provider.VirtualTime;
import io.cascadeflow.provider.WireQuestions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests to Bedrock that are signed with the access keys that Amazon's SDK finds. */
@Timeout(60)
class SignedCallsTest {

    private static final String ACCESS = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String REPLY = GoldenFiles.text("bedrock/reply-text.json");

    /** What the SDK looks at before the environment. */
    private static final List<String> PROPERTIES = List.of(
            "aws.accessKeyId",
            "aws.secretAccessKey",
            "aws.sessionToken",
            "aws.profile",
            "aws.sharedCredentialsFile",
            "aws.configFile",
            "aws.disableEc2Metadata");

    private final Map<String, String> before = new TreeMap<>();
    private final VirtualTime time = VirtualTime.running(Instant.parse("2026-11-23T12:00:00Z"));
    private final FakeProvider fake = FakeProvider.start();
    private final JdkTransport transport = new JdkTransport();

    @BeforeEach
    void keys() {
        PROPERTIES.forEach(name -> {
            if (System.getProperty(name) != null) {
                before.put(name, System.getProperty(name));
            }
        });
        System.setProperty("aws.accessKeyId", ACCESS);
        System.setProperty("aws.secretAccessKey", SECRET);
    }

    @AfterEach
    void close() {
        PROPERTIES.forEach(System::clearProperty);
        before.forEach(System::setProperty);
        transport.close();
        fake.close();
    }

    private ChatProvider provider(Retry retry) {
        return new BedrockProviderFactory()
                .create(
                        ProviderSettings.of("bedrock")
                                .withEnvironment(name -> null)
                                .withBaseUrl(fake.uri())
                                .withHosting(Hosting.OWN.withRegion("eu-central-1")),
                        new ProviderContext(transport, retry, time));
    }

    private CompletableFuture<ChatReply> ask(ChatProvider provider, String model) {
        ChatCall call = new ChatCall(model, WireQuestions.TEXT, time.instant().plusSeconds(60), "key");
        return provider.chat(call).toCompletableFuture();
    }

    private ProviderException failure() {
        try {
            ask(provider(Retry.NONE), "us.amazon.nova-micro-v1:0").join();
            throw new AssertionError("it should have failed");
        } catch (CompletionException failed) {
            assertThat(failed).hasCauseInstanceOf(ProviderException.class);
            return (ProviderException) Objects.requireNonNull(failed.getCause());
        }
    }

    @Test
    void theCheckItselfKnowsAmazonsPublishedExample() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Host", "example.amazonaws.com");
        headers.put("X-Amz-Date", "20150830T123600Z");
        headers.put(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                        + " SignedHeaders=host;x-amz-date,"
                        + " Signature=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
        FakeRequest example = new FakeRequest("GET", "/", headers, List.of(), new byte[0], Instant.EPOCH);

        assertThat(AwsSignature.of(example).fits(example, SECRET)).isTrue();
        assertThat(AwsSignature.of(example).fits(example, SECRET + "x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "us.amazon.nova-micro-v1:0",
                "arn:aws:bedrock:eu-central-1:123456789012:inference-profile/eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
                "a model* with~odd+characters"
            })
    void theSignatureFitsWhatArrives(String model) {
        fake.answer(FakeAnswer.json(200, REPLY));

        assertThat(ask(provider(Retry.NONE), model).join().text()).isEqualTo("Paris");

        FakeRequest request = fake.onlyRequest();
        AwsSignature signature = AwsSignature.of(request);
        assertThat(signature.accessKey()).isEqualTo(ACCESS);
        assertThat(signature.scope()).isEqualTo("20261123/eu-central-1/bedrock");
        assertThat(signature.signedHeaders()).contains("host", "x-amz-date");
        assertThat(signature.fits(request, SECRET)).isTrue();
        assertThat(request.header("x-amz-security-token")).isEmpty();
    }

    @Test
    void aChangedBodyOrAnotherSecretDoesNotFit() {
        fake.answer(FakeAnswer.json(200, REPLY));
        ask(provider(Retry.NONE), "us.amazon.nova-micro-v1:0").join();

        FakeRequest request = fake.onlyRequest();
        byte[] other = (request.text() + " ").getBytes(StandardCharsets.UTF_8);
        FakeRequest changed = new FakeRequest(
                request.method(), request.target(), request.headers(), request.headerLines(), other, request.at());
        assertThat(AwsSignature.of(request).fits(changed, SECRET)).isFalse();
        assertThat(AwsSignature.of(request).fits(request, "another")).isFalse();
    }

    @Test
    void aSessionTokenGoesAlongAndIsSigned() {
        System.setProperty("aws.sessionToken", "session-1");
        fake.answer(FakeAnswer.json(200, REPLY));

        ask(provider(Retry.NONE), "us.amazon.nova-micro-v1:0").join();

        FakeRequest request = fake.onlyRequest();
        assertThat(request.header("x-amz-security-token")).contains("session-1");
        assertThat(AwsSignature.of(request).signedHeaders()).contains("x-amz-security-token");
        assertThat(AwsSignature.of(request).fits(request, SECRET)).isTrue();
    }

    @Test
    void aProfileIsFound(@TempDir Path folder) throws Exception {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        Path file = Files.writeString(
                folder.resolve("credentials"),
                "[team]\naws_access_key_id = AKIDTEAM\naws_secret_access_key = teamsecret\n");
        System.setProperty("aws.sharedCredentialsFile", file.toString());
        System.setProperty("aws.configFile", folder.resolve("none").toString());
        System.setProperty("aws.profile", "team");
        fake.answer(FakeAnswer.json(200, REPLY));

        ask(provider(Retry.NONE), "us.amazon.nova-micro-v1:0").join();

        FakeRequest request = fake.onlyRequest();
        assertThat(AwsSignature.of(request).accessKey()).isEqualTo("AKIDTEAM");
        assertThat(AwsSignature.of(request).fits(request, "teamsecret")).isTrue();
    }

    /** A signature is good for minutes: one that waited for its second attempt may not be. */
    @Test
    void eachAttemptIsSignedByItself() {
        fake.answer(FakeAnswer.json(429, "{}").header("Retry-After", "30")).answer(FakeAnswer.json(200, REPLY));
        Retry retry = new BackoffRetry(BackoffRetry.Limits.DEFAULT, time, time, () -> 0.5);

        ask(provider(retry), "us.amazon.nova-micro-v1:0").join();

        assertThat(fake.requests())
                .hasSize(2)
                .allMatch(request -> AwsSignature.of(request).fits(request, SECRET));
        assertThat(fake.requests().get(0).header("x-amz-date"))
                .isNotEqualTo(fake.requests().get(1).header("x-amz-date"));
    }

    @Test
    void manyAtOnceAreEachSignedRightly() {
        fake.answer(FakeAnswer.json(200, REPLY));
        ChatProvider provider = provider(Retry.NONE);

        List<CompletableFuture<ChatReply>> all = IntStream.range(0, 50)
                .mapToObj(i -> ask(provider, "model-" + i))
                .toList();
        all.forEach(CompletableFuture::join);

        assertThat(fake.requests())
                .hasSize(50)
                .allMatch(request -> AwsSignature.of(request).fits(request, SECRET));
    }

    @ParameterizedTest
    @CsvSource({
        "403,ExpiredTokenException,has expired",
        "403,InvalidSignatureException,the option region",
        "403,SignatureDoesNotMatch,the option region",
        "403,UnrecognizedClientException,AWS_ACCESS_KEY_ID",
        "403,AccessDeniedException,bedrock:InvokeModel",
        "404,ResourceNotFoundException,the option region"
    })
    void whatAmazonRefusesIsSaidWithTheWayOut(int status, String code, String wayOut) {
        System.setProperty("aws.sessionToken", "session-1");
        fake.answer(FakeAnswer.json(status, "{\"message\":\"" + SECRET + "\"}").header("x-amzn-ErrorType", code));

        ProviderException failure = failure();

        assertThat(failure).hasMessageContaining(wayOut).hasMessageContaining("nova-micro");
        assertThat(failure.kind()).isEqualTo(status == 404 ? Kind.NOT_FOUND : Kind.PERMISSION);
        assertThat(failure.toString()).doesNotContain(SECRET, "session-1", ACCESS);
    }

    @Test
    void withoutCredentialsNothingIsSentAndTheWaysOutAreNamed(@TempDir Path folder) {
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
        System.setProperty("aws.sharedCredentialsFile", folder.resolve("none").toString());
        System.setProperty("aws.configFile", folder.resolve("none").toString());
        System.setProperty("aws.disableEc2Metadata", "true");

        ProviderException failure = failure();

        assertThat(failure.kind()).isEqualTo(Kind.AUTH);
        assertThat(failure).hasMessageContainingAll("bedrock:us.amazon.nova-micro-v1:0", "AWS_PROFILE", "apiKey");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void aKeyOfBedrocksWinsAndIsNotSigned() {
        fake.answer(FakeAnswer.json(200, REPLY));
        ChatProvider provider = new BedrockProviderFactory()
                .create(
                        ProviderSettings.of("bedrock")
                                .withEnvironment(name -> null)
                                .withBaseUrl(fake.uri())
                                .withApiKey("key-of-bedrock")
                                .withHosting(Hosting.OWN.withRegion("eu-central-1")),
                        new ProviderContext(transport, Retry.NONE, time));

        ask(provider, "us.amazon.nova-micro-v1:0").join();

        assertThat(fake.onlyRequest().header("authorization")).contains("Bearer key-of-bedrock");
        assertThat(fake.onlyRequest().header("x-amz-date")).isEmpty();
    }

    @Test
    void aRegionThatIsNoneIsRefusedWhenTheRouteStarts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BedrockEndpoint.of(ProviderSettings.of("bedrock")
                        .withEnvironment(name -> null)
                        .withHosting(Hosting.OWN.withRegion("Europe, somewhere"))))
                .withMessageContaining("option region");
    }
}
