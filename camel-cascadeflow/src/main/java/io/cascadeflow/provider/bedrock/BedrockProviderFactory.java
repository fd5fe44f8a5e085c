package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.BatchedEmbeddings;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.EmbeddingProtocol;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.HintedProtocol;
import io.cascadeflow.provider.HttpChatProvider;
import io.cascadeflow.provider.HttpEmbeddingProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireProtocol;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the provider {@code bedrock}. */
public final class BedrockProviderFactory implements ChatProviderFactory {

    /** What to do about failures whose cause may be in an option that only this provider has. */
    private static final Map<Kind, String> HINTS = Map.of(
            Kind.NOT_FOUND, "the model may not be served in the option region, or only by an inference profile",
            Kind.BAD_REQUEST,
                    "a model's identifier, such as us.anthropic.claude-sonnet-4-5-20250929-v1:0, is of a region",
            Kind.PERMISSION, "a Bedrock API key expires, and needs access to the model in the option region");

    private static final String EXPIRED =
            "the session token that Amazon's SDK found has expired: renew the session, or use a role, which the SDK renews";
    private static final String NO_FIT =
            "the signature does not fit: the option region has to be the address's, the secret key the access key's, and the"
                    + " clock right";
    private static final String NOT_KNOWN =
            "Amazon does not know the access key or the session token that its SDK found; look at AWS_ACCESS_KEY_ID,"
                    + " AWS_SESSION_TOKEN and AWS_PROFILE";

    /** The same of signed requests, by Amazon's code. */
    private static final Map<String, String> OF_SIGNED = Map.of(
            "ExpiredTokenException", EXPIRED,
            "ExpiredToken", EXPIRED,
            "InvalidSignatureException", NO_FIT,
            "SignatureDoesNotMatch", NO_FIT,
            "UnrecognizedClientException", NOT_KNOWN,
            "InvalidClientTokenId", NOT_KNOWN,
            "AccessDeniedException",
                    "the credentials that Amazon's SDK found need bedrock:InvokeModel, and for streams"
                            + " bedrock:InvokeModelWithResponseStream, for the model in the option region");

    @Override
    public Set<String> providers() {
        return Set.of("bedrock");
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        BedrockEndpoint endpoint = BedrockEndpoint.of(settings);
        WireProtocol protocol = ConverseProtocol.at(endpoint, settings, context.clock());
        boolean signed = endpoint.signedFor() != null;
        return new HttpChatProvider(
                settings.provider(),
                new HintedProtocol(protocol, HINTS, signed ? OF_SIGNED : Map.of()),
                signing(endpoint, context));
    }

    @Override
    public Optional<EmbeddingProvider> embeddings(ProviderSettings settings, ProviderContext context) {
        BedrockEndpoint endpoint = BedrockEndpoint.of(settings);
        EmbeddingProtocol protocol = new InvokedEmbeddings(endpoint, settings, context.clock());
        return Optional.of(new BatchedEmbeddings(
                new HttpEmbeddingProvider(settings.provider(), protocol, signing(endpoint, context)),
                InvokedEmbeddings::most));
    }

    private static ProviderContext signing(BedrockEndpoint endpoint, ProviderContext context) {
        String region = endpoint.signedFor();
        return region == null
                ? context
                : new ProviderContext(
                        new SignedTransport(context.transport(), signer(region, context.clock())),
                        context.retry(),
                        context.clock(),
                        context.patience());
    }

    /** @throws IllegalArgumentException when Amazon's SDK is not there, naming the ways out */
    private static Signer signer(String region, Clock clock) {
        try {
            return AwsSigner.of(region, clock);
        } catch (LinkageError notThere) {
            throw new IllegalArgumentException(
                    "provider 'bedrock' has no API key: set the option apiKey or accessToken or the environment variable"
                            + " AWS_BEARER_TOKEN_BEDROCK; or, for access keys, profiles and roles of AWS, add"
                            + " software.amazon.awssdk:auth",
                    notThere);
        }
    }
}
