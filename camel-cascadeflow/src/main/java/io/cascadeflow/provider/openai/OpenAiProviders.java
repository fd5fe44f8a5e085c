package io.cascadeflow.provider.openai;

import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ChatProviderFactory;
import io.cascadeflow.provider.EmbeddingProvider;
import io.cascadeflow.provider.HintedProtocol;
import io.cascadeflow.provider.HttpChatProvider;
import io.cascadeflow.provider.ProviderContext;
import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireProtocol;
import io.cascadeflow.provider.openai.Preset.KeyNeed;
import io.cascadeflow.provider.tgi.TgiProtocol;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Makes the providers that speak OpenAI's Chat Completions, each by its preset. */
public final class OpenAiProviders implements ChatProviderFactory {

    /** The provider whose servers have a protocol of their own beside OpenAI's. */
    private static final String TGI = "huggingface";

    @Override
    public Set<String> providers() {
        return Presets.SHIPPED.names();
    }

    @Override
    public ChatProvider create(ProviderSettings settings, ProviderContext context) {
        return new HttpChatProvider(settings.provider(), protocol(settings, context.clock()), context);
    }

    @Override
    public Optional<EmbeddingProvider> embeddings(ProviderSettings settings, ProviderContext context) {
        return OpenAiEmbeddings.isKnownToLack(settings.provider())
                ? Optional.empty()
                : Optional.of(OpenAiEmbeddings.provider(settings, context));
    }

    /** Without a word on the API, Responses are for the models that only they lead to, at the providers known to have them. */
    static WireProtocol protocol(ProviderSettings settings, Clock clock) {
        String preset = settings.provider();
        Set<String> options = preset.equals(AzureAddress.AZURE) ? AzureAddress.OPTIONS : Set.of("api");
        settings.hosting().onlyFor(preset, options);
        Address address = address(settings);
        WireProtocol chat = OpenAiProtocol.at(address, preset, settings.body(), clock);
        WireProtocol responses = ResponsesProtocol.at(address, preset, settings.body(), clock);
        WireProtocol chosen = chosen(settings, chat, responses, clock);
        return preset.equals(AzureAddress.AZURE) ? new HintedProtocol(chosen, AzureAddress.HINTS) : chosen;
    }

    private static WireProtocol chosen(
            ProviderSettings settings, WireProtocol chat, WireProtocol responses, Clock clock) {
        String preset = settings.provider();
        String api = settings.hosting().api();
        if (api == null) {
            return Presets.SHIPPED.named(preset).access().responses() ? new EitherApi(preset, chat, responses) : chat;
        }
        return switch (api) {
            case "chat" -> chat;
            case "responses" -> responses;
            case "tgi" -> tgi(settings, clock);
            default ->
                throw new IllegalArgumentException("option api of provider '%s' is '%s'; write %s"
                        .formatted(preset, api, preset.equals(TGI) ? "chat, responses or tgi" : "chat or responses"));
        };
    }

    /** The own protocol of a server that one runs: what is at the provider's public address does not speak it. */
    private static WireProtocol tgi(ProviderSettings settings, Clock clock) {
        URI baseUrl = settings.baseUrl();
        if (!settings.provider().equals(TGI) || baseUrl == null) {
            throw new IllegalArgumentException(
                    "option api of provider '%s' is 'tgi', which is for a server of Text Generation Inference: write"
                                    .formatted(settings.provider())
                            + " cascadeflow:huggingface:model?api=tgi&baseUrl=http://tgi:8080");
        }
        return TgiProtocol.at(settings.provider(), baseUrl, endpoint(settings).headers(), settings.body(), clock);
    }

    static Address address(ProviderSettings settings) {
        return settings.provider().equals(AzureAddress.AZURE) ? AzureAddress.of(settings) : endpoint(settings);
    }

    /** Where calls go by {@code settings}; package-private for tests. */
    static Endpoint endpoint(ProviderSettings settings) {
        return endpoint(settings, Presets.SHIPPED.named(settings.provider()).access());
    }

    /** The same for a preset that need not be shipped. */
    static Endpoint endpoint(ProviderSettings settings, Preset.Access access) {
        URI baseUrl = baseUrl(settings, access);
        // names of headers are the same in any case, and the operator's come last
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        key(settings, access, baseUrl).ifPresent(key -> headers.put(access.keyHeader(), credential(access, key)));
        access.headerVariables()
                .forEach((header, variable) ->
                        settings.fromEnvironment(Set.of(variable)).ifPresent(value -> headers.put(header, value)));
        headers.putAll(settings.headers());
        return Endpoint.below(baseUrl, headers);
    }

    private static URI baseUrl(ProviderSettings settings, Preset.Access access) {
        URI baseUrl = settings.baseUrl();
        if (baseUrl == null) {
            baseUrl = settings.fromEnvironment(access.baseUrlVariables())
                    .map(address -> parsed(settings.provider(), address))
                    .orElse(access.baseUrl());
        }
        if (baseUrl == null) {
            throw new IllegalArgumentException(
                    "provider '%s' has no address of its own: set the option baseUrl, such as"
                                    .formatted(settings.provider())
                            + " http://gpu1:8000/v1");
        }
        if (baseUrl.getHost() == null || !String.valueOf(baseUrl.getScheme()).matches("(?i)https?")) {
            throw noAddress(settings.provider());
        }
        return baseUrl;
    }

    private static URI parsed(String provider, String address) {
        try {
            return new URI(address.strip());
        } catch (URISyntaxException e) {
            throw noAddress(provider);
        }
    }

    /** The address itself is not told: it may hold a password. */
    private static IllegalArgumentException noAddress(String provider) {
        return new IllegalArgumentException(
                "baseUrl of provider '%s' is no web address: write http:// or https://, a host and a path"
                        .formatted(provider));
    }

    private static Optional<String> key(ProviderSettings settings, Preset.Access access, URI baseUrl) {
        Optional<String> key = Optional.ofNullable(settings.apiKey())
                .map(String::strip)
                .filter(given -> !given.isEmpty())
                .or(() -> settings.fromEnvironment(access.keyVariables()));
        boolean needed = access.key() == KeyNeed.ALWAYS
                || (access.key() == KeyNeed.AT_PUBLIC_ADDRESS && baseUrl.equals(access.baseUrl()));
        if (key.isEmpty() && needed) {
            throw new IllegalArgumentException(
                    "provider '%s' needs a key: set the option apiKey or the environment variable %s"
                            .formatted(settings.provider(), String.join(" or ", access.keyVariables())));
        }
        return key;
    }

    private static String credential(Preset.Access access, String key) {
        return access.keyHeader().equalsIgnoreCase("Authorization") ? "Bearer " + key : key;
    }
}
