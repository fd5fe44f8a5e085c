package io.cascadeflow.provider.openai;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ReplyReader;
import io.cascadeflow.provider.WireProtocol;
import java.util.Optional;
import java.util.Set;

/** Chat Completions, but Responses for the models that only these lead to. */
record EitherApi(String preset, WireProtocol chat, WireProtocol responses) implements WireProtocol {

    private WireProtocol of(ChatCall call) {
        return ModelPolicies.SHIPPED.of(preset, call.model()).responsesOnly() ? responses : chat;
    }

    @Override
    public HttpCall encode(ChatCall call, Set<String> refused) {
        return of(call).encode(call, refused);
    }

    @Override
    public HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return of(call).encodeStreamed(call, refused);
    }

    @Override
    public ChatReply decode(ChatCall call, HttpReply reply) {
        return of(call).decode(call, reply);
    }

    @Override
    public Optional<String> suspect(ChatCall call, Set<String> refused, ProviderException failure) {
        return of(call).suspect(call, refused, failure);
    }

    @Override
    public Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return of(call).lacks(call, refused);
    }

    @Override
    public Optional<String> refusedForGood(ProviderException failure) {
        return chat.refusedForGood(failure);
    }

    @Override
    public ReplyReader reader(ChatCall call, HttpReply head) {
        return of(call).reader(call, head);
    }
}
