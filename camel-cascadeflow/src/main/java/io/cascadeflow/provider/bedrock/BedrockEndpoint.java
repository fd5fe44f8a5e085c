package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where Bedrock is, and how it knows us: by an API key among the headers, or else by a signature.
 *
 * @param root all of the address that comes before the model
 * @param headers sent with every call; they may hold the key
 * @param signedFor the region that requests are signed for; absent when they are not signed
 */
record BedrockEndpoint(
        String root, Map<String, String> headers, @Nullable String signedFor) {

    private static final String BEARER = "authorization";

    /** @throws IllegalArgumentException when a setting is missing, wrong or of no use here, naming the option */
    static BedrockEndpoint of(ProviderSettings settings) {
        settings.hosting().onlyFor(settings.provider(), Set.of("region", "accessToken"));
        URI option = settings.baseUrl();
        String root = option == null
                ? "https://bedrock-runtime.%s.amazonaws.com".formatted(region(settings))
                : option.toString().replaceAll("/+$", "");
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("content-type", "application/json");
        headers.put("accept", "application/json");
        key(settings).ifPresent(key -> headers.put(BEARER, "Bearer " + key.strip()));
        settings.headers().forEach((name, value) -> {
            headers.remove(name);
            headers.put(name, value);
        });
        return new BedrockEndpoint(root, headers, headers.containsKey(BEARER) ? null : signedFor(settings));
    }

    /** A gateway in between may sign requests itself: at an address of one's own a region says that it does not. */
    private static @Nullable String signedFor(ProviderSettings settings) {
        return settings.baseUrl() != null && settings.hosting().region() == null ? null : region(settings);
    }

    private static Optional<String> key(ProviderSettings settings) {
        return Optional.ofNullable(settings.apiKey())
                .filter(key -> !key.isBlank())
                .or(() -> Optional.ofNullable(settings.hosting().accessToken()))
                .or(() -> settings.fromEnvironment(List.of("AWS_BEARER_TOKEN_BEDROCK")));
    }

    private static String region(ProviderSettings settings) {
        String region = Optional.ofNullable(settings.hosting().region())
                .or(() -> settings.fromEnvironment(List.of("AWS_REGION", "AWS_DEFAULT_REGION")))
                .orElseThrow(
                        () -> new IllegalArgumentException("provider 'bedrock' needs a region: set the option region,"
                                + " such as eu-central-1, or the environment variable AWS_REGION"));
        if (!region.matches("[a-z0-9-]{2,40}")) {
            throw new IllegalArgumentException(
                    "option region of provider 'bedrock' is no region; write it like eu-central-1");
        }
        return region;
    }

    /** @param model an identifier, an inference profile or its ARN */
    URI uri(String model, String verb) {
        String segment = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
        return URI.create(root + "/model/" + segment + "/" + verb);
    }

    /** The address only. */
    @Override
    public String toString() {
        return root;
    }
}
