package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import java.util.Optional;
import java.util.Set;

/**
 * How one provider spells calls and replies: pure functions between records and bytes, without a socket. Reading is
 * tolerant: unknown fields are ignored, a missing needed one is a {@code BAD_PAYLOAD}.
 */
public interface WireProtocol {

    /**
     * The HTTP request for {@code call}. Its timeout is filled in by the caller.
     *
     * @param refused parameters that this model has refused before, as {@link ProviderException#parameter()} named them:
     *     left out or sent under their other name
     */
    HttpCall encode(ChatCall call, Set<String> refused);

    /**
     * Reads a reply of any status.
     *
     * @throws ProviderException when the reply is an error or unreadable; of kind {@code UNSUPPORTED_PARAMETER} with the
     *     parameter's name when leaving that parameter out (or renaming it) is worth one more attempt
     */
    ChatReply decode(ChatCall call, HttpReply reply);

    /**
     * What to leave out of one further request where a provider refuses parameters without naming them; empty for nothing. Only when
     * that request is answered, the parameter was to blame, and is left out for that model from then on.
     *
     * @param refused what has been left out already
     */
    default Optional<String> suspect(ChatCall call, Set<String> refused, ProviderException failure) {
        return Optional.empty();
    }

    /**
     * What the model of this call is known not to have.
     *
     * @param refused what it has refused before
     */
    default Set<Feature> lacks(ChatCall call, Set<String> refused) {
        return Set.of();
    }

    /**
     * What such a failure refuses for good, although the request would be another one without it; empty for nothing. It is
     * remembered of the model, for {@link #lacks}, and is not left out.
     */
    default Optional<String> refusedForGood(ProviderException failure) {
        return Optional.empty();
    }

    /** The HTTP request for {@code call} with its reply as a stream that ends with an account of the usage. */
    default HttpCall encodeStreamed(ChatCall call, Set<String> refused) {
        return encode(call, refused);
    }

    /**
     * What reads the reply to {@link #encodeStreamed}. By default, and for a server that answers in one piece although it
     * was asked for a stream, that is {@link WholeReply}.
     *
     * @param head status 200 to 299 and headers, without a body
     * @throws ProviderException of kind {@code BAD_PAYLOAD} when the head announces something else than a reply, such as HTML
     */
    default ReplyReader reader(ChatCall call, HttpReply head) {
        return new WholeReply(this, call, head);
    }
}
