package io.cascadeflow.provider.openai;

import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ProviderSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A resource of Azure OpenAI. Its newer form of address, {@code /openai/v1}, is that of OpenAI itself; a version that is a
 * date asks for the older one, which has the deployment in its path.
 *
 * @param root the resource's address and {@code /openai}
 * @param version absent for none
 * @param deployment absent where models are deployed under their own names
 */
record AzureAddress(
        String root, @Nullable String version, @Nullable String deployment, Map<String, String> headers)
        implements Address {

    static final String AZURE = "azure";
    static final Set<String> OPTIONS = Set.of("api", "apiVersion", "deployment", "accessToken");

    /** What to do about failures whose cause may be in an option that only this provider has. */
    static final Map<Kind, String> HINTS = Map.of(
            Kind.NOT_FOUND,
            "at azure the model's name, or the option deployment, is the name of a deployment, and the option apiVersion"
                    + " is to be one that the resource knows",
            Kind.AUTH,
            "a token in the option accessToken expires, and a key is good for its own resource only");

    private static final String KEY = "api-key";
    private static final String BEARER = "Authorization";

    /** @throws IllegalArgumentException when the address or a credential is missing or wrong, naming the option */
    static AzureAddress of(ProviderSettings settings) {
        String version = Optional.ofNullable(settings.hosting().apiVersion())
                .or(() -> settings.fromEnvironment(List.of("OPENAI_API_VERSION")))
                .orElse(null);
        if (version != null && !version.matches("[A-Za-z0-9.-]{1,40}")) {
            throw new IllegalArgumentException(
                    "option apiVersion of provider 'azure' is no version; write it like 2024-10-21, or leave it out");
        }
        return new AzureAddress(root(settings), version, settings.hosting().deployment(), headers(settings));
    }

    private static String root(ProviderSettings settings) {
        URI option = settings.baseUrl();
        String address = option != null
                ? option.toString()
                : settings.fromEnvironment(List.of("AZURE_OPENAI_ENDPOINT"))
                        .orElseThrow(
                                () -> new IllegalArgumentException("provider 'azure' has no address of its own: set"
                                        + " the option baseUrl or the environment variable AZURE_OPENAI_ENDPOINT, such as"
                                        + " https://my-resource.openai.azure.com"));
        try {
            URI uri = new URI(address.strip());
            if (uri.getHost() != null && uri.getQuery() == null) {
                return uri.toString().replaceAll("/+$", "").replaceFirst("/openai(/v1)?$", "") + "/openai";
            }
        } catch (URISyntaxException e) {
            // the same way out as for one without a host
        }
        throw new IllegalArgumentException("baseUrl of provider 'azure' is no web address of a resource: write it like"
                + " https://my-resource.openai.azure.com");
    }

    private static Map<String, String> headers(ProviderSettings settings) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        Optional<String> key = Optional.ofNullable(settings.apiKey()).filter(given -> !given.isBlank());
        Optional<String> token = Optional.ofNullable(settings.hosting().accessToken());
        if (key.isEmpty() && token.isEmpty()) {
            key = settings.fromEnvironment(List.of("AZURE_OPENAI_API_KEY", "AZURE_API_KEY"));
            token = settings.fromEnvironment(List.of("AZURE_OPENAI_AD_TOKEN"));
        }
        if (key.isPresent()) {
            headers.put(KEY, key.get().strip());
        } else {
            token.ifPresent(given -> headers.put(BEARER, "Bearer " + given.strip()));
        }
        settings.headers().forEach((name, value) -> {
            headers.remove(name);
            headers.put(name, value);
        });
        if (!headers.containsKey(KEY) && !headers.containsKey(BEARER)) {
            throw new IllegalArgumentException("provider 'azure' needs a key or a token: set the option apiKey or"
                    + " accessToken, or the environment variable AZURE_OPENAI_API_KEY, AZURE_API_KEY or"
                    + " AZURE_OPENAI_AD_TOKEN");
        }
        return headers;
    }

    /** Of the older form, responses have no deployment in their path. */
    @Override
    public URI of(String path, String model) {
        String query = version == null ? "" : "?api-version=" + version;
        if (version == null || !version.matches("\\d{4}-.*")) {
            return URI.create(root + "/v1" + path + query);
        }
        String place = path.equals(RESPONSES) ? "" : "/deployments/" + segment(name(model));
        return URI.create(root + place + path + query);
    }

    @Override
    public String name(String model) {
        return deployment == null ? model : deployment;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The address only. */
    @Override
    public String toString() {
        return root;
    }
}
