package io.cascadeflow.provider;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator says about one provider endpoint. Absent values fall back to the provider's own: its public address, its
 * usual environment variables.
 *
 * @param provider the provider's name as written in the endpoint: {@code openai}, {@code vllm}
 * @param baseUrl where it listens
 * @param apiKey the key; never printed
 * @param headers further HTTP headers for every request
 * @param body further top-level fields for every request's JSON
 * @param source where an offline provider reads its answers: the recording or the script
 * @param environment environment variables by name; gives null for an unset one
 * @param hosting how and where its models are hosted
 */
public record ProviderSettings(
        String provider,
        @Nullable URI baseUrl,
        @Nullable String apiKey,
        Map<String, String> headers,
        Map<String, Object> body,
        @Nullable Source source,
        UnaryOperator<@Nullable String> environment,
        Hosting hosting) {

    public ProviderSettings {
        headers = Map.copyOf(headers);
        body = Map.copyOf(body);
    }

    public ProviderSettings(
            String provider,
            @Nullable URI baseUrl,
            @Nullable String apiKey,
            Map<String, String> headers,
            Map<String, Object> body,
            @Nullable Source source,
            UnaryOperator<@Nullable String> environment) {
        this(provider, baseUrl, apiKey, headers, body, source, environment, Hosting.OWN);
    }

    /** Settings that leave everything to the provider and the process's environment. */
    public static ProviderSettings of(String provider) {
        return new ProviderSettings(provider, null, null, Map.of(), Map.of(), null, System::getenv);
    }

    public ProviderSettings withBaseUrl(@Nullable URI baseUrl) {
        return new ProviderSettings(provider, baseUrl, apiKey, headers, body, source, environment, hosting);
    }

    public ProviderSettings withApiKey(@Nullable String apiKey) {
        return new ProviderSettings(provider, baseUrl, apiKey, headers, body, source, environment, hosting);
    }

    public ProviderSettings withSource(@Nullable Source source) {
        return new ProviderSettings(provider, baseUrl, apiKey, headers, body, source, environment, hosting);
    }

    public ProviderSettings withEnvironment(UnaryOperator<@Nullable String> environment) {
        return new ProviderSettings(provider, baseUrl, apiKey, headers, body, source, environment, hosting);
    }

    public ProviderSettings withHosting(Hosting hosting) {
        return new ProviderSettings(provider, baseUrl, apiKey, headers, body, source, environment, hosting);
    }

    /** The first of these environment variables that is set and not blank. */
    public Optional<String> fromEnvironment(Iterable<String> names) {
        for (String name : names) {
            String value = environment.apply(name);
            if (value != null && !value.isBlank()) {
                return Optional.of(value.strip());
            }
        }
        return Optional.empty();
    }

    /** Without the key, the headers and the body, which may hold secrets. */
    @Override
    public String toString() {
        return "ProviderSettings[provider=%s, baseUrl=%s]".formatted(provider, baseUrl);
    }
}
