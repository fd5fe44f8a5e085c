package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A protocol at a provider where some failures have a way out of their own, such as an option that only that provider has.
 *
 * @param hints what to say in addition, by the failure's kind
 * @param byCode what to say instead of that, by the provider's own code
 */
public record HintedProtocol(WireProtocol protocol, Map<Kind, String> hints, Map<String, String> byCode)
        implements WireProtocol {

    public HintedProtocol {
        hints = Map.copyOf(hints);
        byCode = Map.copyOf(byCode);
    }

    public HintedProtocol(WireProtocol protocol, Map<Kind, String> hints) {
        this(protocol, hints, Map.of());
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return protocol.encode(call, refused);
    }

    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return protocol.encodeStreamed(call, refused);
    }

    @Override
    public ReplyReader reader(ChatCall call, HttpReply head) {
        return protocol.reader(call, head);
    }

    @Override
    public Optional<String> suspect(ChatCall call, Set<String> refused, ProviderException failure) {
        return protocol.suspect(call, refused, failure);
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return protocol.lacks(call, refused);
    }

    @Override
    public Optional<String> refusedForGood(ProviderException failure) {
        return protocol.refusedForGood(failure);
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        try {
            return protocol.decode(call, reply);
        } catch (ProviderException failure) {
            String hint = hint(failure);
            throw hint == null
                    ? failure
                    : new ProviderException(
                            failure.kind(), failure.getMessage() + "; " + hint, failure.details(), failure.getCause());
        }
    }

    private @Nullable String hint(ProviderException failure) {
        String code = failure.details().code();
        String known = code == null ? null : byCode.get(code);
        return known != null ? known : hints.get(failure.kind());
    }
}
