package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;

/**
 * Amazon's signature, version 4, by Amazon's SDK, with whatever credentials it finds: of the environment, system properties, a
 * profile, a web identity, a container or an instance. This class alone knows the SDK, which need not be there.
 */
final class AwsSigner implements Signer {

    private static final String SERVICE = "bedrock";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final IdentityProvider<? extends AwsCredentialsIdentity> credentials;
    private final String region;
    private final Clock clock;

    /** The SDK waits for files and for other services, now and then: one thread does, which ends when there is nothing to do. */
    private final Executor finding = lazyThread();

    AwsSigner(IdentityProvider<? extends AwsCredentialsIdentity> credentials, String region, Clock clock) {
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    /** With the SDK's own search for credentials, which begins with the first request. */
    static Signer of(String region, Clock clock) {
        return new AwsSigner(DefaultCredentialsProvider.builder().build(), region, clock);
    }

    private static Executor lazyThread() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "cascadeflow-aws-credentials");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    @Override
    public CompletionStage<HttpCall> sign(HttpCall call) {
        return CompletableFuture.supplyAsync(() -> credentials(call), finding)
                .thenApply(identity -> signed(call, identity));
    }

    private AwsCredentialsIdentity credentials(HttpCall call) {
        try {
            return credentials.resolveIdentity().join();
        } catch (RuntimeException notFound) {
            throw noCredentials(call, notFound);
        }
    }

    /** Amazon's words name the places where it looked; they hold no secret. */
    private static ProviderException noCredentials(HttpCall call, RuntimeException notFound) {
        Throwable cause = notFound.getCause() instanceof SdkException told ? told : notFound;
        return new ProviderException(
                Kind.AUTH,
                "%s (%s): Amazon's SDK found no credentials; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, AWS_PROFILE or a"
                                .formatted(Kind.AUTH, call.uri().getHost())
                        + " role, or give the option apiKey a Bedrock API key",
                Details.NONE,
                cause);
    }

    /** Only what no proxy and no HTTP client changes is signed: the host, the type and the body. */
    private HttpCall signed(HttpCall call, AwsCredentialsIdentity identity) {
        Map<String, String> headers = new HashMap<>(call.headers());
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(call.method()))
                .uri(call.uri());
        headers.forEach((name, value) -> {
            if (name.equalsIgnoreCase("content-type")) {
                request.putHeader("content-type", value);
            }
        });
        byte[] body = call.body() == null ? new byte[0] : call.body();
        SdkHttpRequest signed = signer.sign(to -> to.identity(identity)
                        .request(request.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
                .request();
        signed.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals("authorization") || lower.startsWith("x-amz-")) {
                headers.put(lower, String.join(",", values));
            }
        });
        return new HttpCall(call.method(), call.uri(), headers, body, call.timeout());
    }
}
