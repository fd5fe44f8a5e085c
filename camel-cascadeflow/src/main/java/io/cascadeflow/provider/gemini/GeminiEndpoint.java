package io.cascadeflow.provider.gemini;

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

/**
 * Where Google's models are, and what identifies us there.
 *
 * @param root all of the address that comes before the model
 * @param headers sent with every call; they hold the key or the token
 */
record GeminiEndpoint(String root, Map<String, String> headers) {

    static final String GEMINI = "gemini";
    static final String VERTEX = "vertex";

    /** What to do about failures whose cause may be in an option that only this provider has. */
    static final Map<Kind, String> VERTEX_HINTS = Map.of(
            Kind.NOT_FOUND, "the model may not be served in the option region, or the option project may not have it",
            Kind.AUTH, "a token in the option accessToken expires after about an hour",
            Kind.PERMISSION, "the token's owner needs access to Vertex AI in the option project");

    private static final String PUBLIC = "https://generativelanguage.googleapis.com";
    private static final String KEY = "x-goog-api-key";
    private static final String BEARER = "authorization";
    private static final List<String> KEYS = List.of("GEMINI_API_KEY", "GOOGLE_API_KEY");

    /** @throws IllegalArgumentException when a setting is missing, wrong or of no use here, naming the option */
    static GeminiEndpoint of(ProviderSettings settings) {
        return settings.provider().equals(VERTEX) ? vertex(settings) : gemini(settings);
    }

    private static GeminiEndpoint gemini(ProviderSettings settings) {
        settings.hosting().onlyFor(settings.provider(), Set.of("apiVersion"));
        Map<String, String> headers = headers(settings);
        key(settings, KEYS).ifPresent(key -> headers.putIfAbsent(KEY, key));
        // a proxy may add the key itself, so only Google's own address needs one
        if (settings.baseUrl() == null && !headers.containsKey(KEY) && !headers.containsKey(BEARER)) {
            throw new IllegalArgumentException("provider 'gemini' needs a key: set the option apiKey or the environment"
                    + " variable GEMINI_API_KEY or GOOGLE_API_KEY");
        }
        String version = Optional.ofNullable(settings.hosting().apiVersion()).orElse("v1beta");
        String base = base(settings, PUBLIC).replaceFirst("/v1(alpha|beta)?$", "");
        return new GeminiEndpoint(base + "/" + segment(version) + "/", headers);
    }

    private static GeminiEndpoint vertex(ProviderSettings settings) {
        settings.hosting().onlyFor(settings.provider(), Set.of("apiVersion", "project", "region", "accessToken"));
        Map<String, String> headers = headers(settings);
        String token = settings.hosting().accessToken();
        if (token != null) {
            headers.putIfAbsent(BEARER, "Bearer " + token);
        } else {
            key(settings, List.of("GOOGLE_API_KEY")).ifPresent(key -> headers.putIfAbsent(KEY, key));
        }
        if (settings.baseUrl() == null && !headers.containsKey(KEY) && !headers.containsKey(BEARER)) {
            throw new IllegalArgumentException("provider 'vertex' needs an OAuth token or a key: set the option"
                    + " accessToken, or apiKey or the environment variable GOOGLE_API_KEY");
        }
        Optional<String> project = Optional.ofNullable(settings.hosting().project())
                .or(() -> settings.fromEnvironment(List.of("GOOGLE_CLOUD_PROJECT")));
        String version = Optional.ofNullable(settings.hosting().apiVersion()).orElse("v1beta1");
        // a key stands for a project by itself
        if (project.isEmpty() && headers.containsKey(KEY)) {
            return new GeminiEndpoint(
                    base(settings, host("global")) + "/" + segment(version) + "/publishers/google/", headers);
        }
        return new GeminiEndpoint(
                base(settings, host(region(settings)))
                        + "/%s/projects/%s/locations/%s/publishers/google/"
                                .formatted(
                                        segment(version),
                                        segment(project.orElseThrow(() -> new IllegalArgumentException(
                                                "provider 'vertex' needs a project: set the option project or the"
                                                        + " environment variable GOOGLE_CLOUD_PROJECT"))),
                                        region(settings)),
                headers);
    }

    private static String region(ProviderSettings settings) {
        String region = Optional.ofNullable(settings.hosting().region())
                .or(() -> settings.fromEnvironment(List.of("GOOGLE_CLOUD_LOCATION")))
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "provider 'vertex' needs a location: set the option"
                                        + " region, such as europe-west4 or global, or the environment variable GOOGLE_CLOUD_LOCATION"));
        if (!region.matches("[a-z0-9-]{2,40}")) {
            throw new IllegalArgumentException(
                    "option region of provider 'vertex' is no location; write it like europe-west4 or global");
        }
        return region;
    }

    private static String host(String region) {
        return region.equals("global")
                ? "https://aiplatform.googleapis.com"
                : "https://%s-aiplatform.googleapis.com".formatted(region);
    }

    private static String base(ProviderSettings settings, String own) {
        URI option = settings.baseUrl();
        return (option == null ? own : option.toString()).replaceAll("/+$", "");
    }

    private static Optional<String> key(ProviderSettings settings, List<String> variables) {
        return Optional.ofNullable(settings.apiKey())
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .or(() -> settings.fromEnvironment(variables));
    }

    /** The operator's headers win over ours, whatever their case. */
    private static Map<String, String> headers(ProviderSettings settings) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("content-type", "application/json");
        headers.put("accept", "application/json");
        settings.headers().forEach((name, value) -> {
            headers.remove(name);
            headers.put(name, value);
        });
        return headers;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * @param model a plain name, or one with its collection in front: {@code tunedModels/mine}
     * @param verb what to do with it
     */
    URI uri(String model, String verb) {
        StringBuilder path = new StringBuilder();
        for (String part : (model.contains("/") ? model : "models/" + model).split("/")) {
            path.append(path.isEmpty() ? "" : "/").append(segment(part));
        }
        try {
            return new URI(root + path + ":" + verb);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("the address of the model is no URL; check the option baseUrl");
        }
    }

    /** The address only. */
    @Override
    public String toString() {
        return root;
    }
}
