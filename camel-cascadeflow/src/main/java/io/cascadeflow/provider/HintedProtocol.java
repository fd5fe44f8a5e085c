package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.Map;
import java.util.Set;

/**
 * A protocol at a provider where some failures have a way out of their own, such as an option that only that provider has.
 *
 * @param hints what to say in addition, by the failure's kind
 */
public record HintedProtocol(WireProtocol protocol, Map<Kind, String> hints) implements WireProtocol {

    public HintedProtocol {
        hints = Map.copyOf(hints);
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
    public ChatReply decode(ChatCall call, HttpReply reply) {
        try {
            return protocol.decode(call, reply);
        } catch (ProviderException failure) {
            String hint = hints.get(failure.kind());
            throw hint == null
                    ? failure
                    : new ProviderException(
                            failure.kind(), failure.getMessage() + "; " + hint, failure.details(), failure.getCause());
        }
    }
}
