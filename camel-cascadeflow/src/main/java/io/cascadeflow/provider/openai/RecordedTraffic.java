package io.cascadeflow.provider.openai;

import io.cascadeflow.provider.WireProtocol;
import java.time.Clock;
import java.util.Optional;

/** Finds the protocol that reads a recorded call. */
public final class RecordedTraffic {

    private RecordedTraffic() {}

    /**
     * The protocol for replies of {@code path}; empty when they are neither chat completions nor responses. It needs no key and is for
     * reading only.
     *
     * @param provider who is said to have answered; one we have no preset for is read as any compatible server
     * @param path the path of the request; of a proxy's path, such as {@code /groq/openai/v1/chat/completions}, the first
     *     segment names the provider where we know it
     */
    public static Optional<WireProtocol> protocolFor(String provider, String path, Clock clock) {
        String bare = path.split("[?#]", 2)[0];
        if (!bare.endsWith(Address.CHAT) && !bare.endsWith(Address.RESPONSES)) {
            return Optional.empty();
        }
        String first = bare.split("/", 3)[1];
        String preset = known(provider) ? provider : known(first) ? first : "compatible";
        return Optional.of(
                bare.endsWith(Address.CHAT)
                        ? OpenAiProtocol.forReading(preset, clock)
                        : ResponsesProtocol.forReading(preset, clock));
    }

    private static boolean known(String name) {
        return Presets.SHIPPED.names().contains(name);
    }
}
