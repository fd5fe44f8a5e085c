package io.cascadeflow.provider.stream;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ErrorBody;
import io.cascadeflow.provider.HttpErrors;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.TokenEstimate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whose stream is read: what its failures and estimates need to know.
 *
 * @param head status and headers of the reply
 */
public record StreamSource(ChatCall call, HttpReply head, HttpErrors errors) {

    /** The content type alone, lower case; empty when the reply names none. */
    public String contentType() {
        return head.header("content-type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the reply is in one piece although a stream was asked for. */
    public boolean isJson() {
        String type = contentType();
        return type.equals("application/json") || type.endsWith("+json");
    }

    /** An error that the provider reports within its stream. */
    public ProviderException reported(ErrorBody error) {
        return errors.from(call.model(), head, error);
    }

    /** @param problem what is wrong, in our own words; nothing of the stream */
    public ProviderException unreadable(String problem, @Nullable Throwable cause) {
        return errors.unreadable(call.model(), head, problem, cause);
    }

    ProviderException truncated() {
        return errors.truncated(call.model(), head, "the stream stopped before its end");
    }

    TokenUsage estimate(Generated generated) {
        return TokenEstimate.of(call.request(), generated.counted(), generated.otherBytes());
    }
}
