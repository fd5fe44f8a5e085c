package io.cascadeflow.examples.replay.wire;

import io.cascadeflow.provider.ProviderSettings;
import io.cascadeflow.provider.WireProtocol;
import io.cascadeflow.provider.anthropic.AnthropicProtocol;
import io.cascadeflow.provider.bedrock.ConverseProtocol;
import io.cascadeflow.provider.gemini.GeminiProtocol;
import io.cascadeflow.provider.ollama.OllamaProtocol;
import io.cascadeflow.provider.openai.RecordedTraffic;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which protocol reads which reply: by the path that was asked, for gateways serve many forms under one name. */
final class WireProtocols {

    private record Row(String pathEnd, Function<String, WireProtocol> protocol) {}

    private final List<Row> rows;
    private final Map<String, WireProtocol> made = new HashMap<>();

    WireProtocols(Clock clock) {
        rows = List.of(
                new Row("/chat/completions", provider -> openAi(provider, "/chat/completions", clock)),
                new Row("/responses", provider -> openAi(provider, "/responses", clock)),
                new Row("/v1/messages", provider -> AnthropicProtocol.withoutKey(settings("anthropic"), clock)),
                new Row(":generateContent", provider -> GeminiProtocol.forReading(clock)),
                new Row(":streamGenerateContent", provider -> GeminiProtocol.forReading(clock)),
                new Row("/converse", provider -> ConverseProtocol.forReading(clock)),
                new Row("/converse-stream", provider -> ConverseProtocol.forReading(clock)),
                new Row("/api/chat", provider -> OllamaProtocol.of(settings("ollama"), clock)));
    }

    /** Empty when no protocol is built for it. */
    Optional<WireProtocol> of(WireExchange exchange) {
        return rows.stream()
                .filter(row -> exchange.path().endsWith(row.pathEnd()))
                .findFirst()
                .map(row -> made.computeIfAbsent(
                        row.pathEnd() + ' ' + exchange.provider(),
                        key -> row.protocol().apply(exchange.provider())));
    }

    private static ProviderSettings settings(String provider) {
        return ProviderSettings.of(provider).withEnvironment(name -> null);
    }

    /** With the provider's own spelling where we know it. */
    private static WireProtocol openAi(String provider, String path, Clock clock) {
        return RecordedTraffic.protocolFor(provider, path, clock).orElseThrow();
    }
}
