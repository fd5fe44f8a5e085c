package io.cascadeflow.guard;

import io.cascadeflow.guard.Vault.Into;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.provider.Redacted;
import io.cascadeflow.provider.ReplySink;

/**
 * A request without personal data, and the data. Immutable.
 *
 * @param request with placeholders
 * @param vault what they stand for
 */
public record RedactedCall(ChatRequest request, Vault vault) implements Redacted {

    @Override
    public ChatReply restored(ChatReply reply) {
        return new ReplyTexts(vault, into()).of(reply);
    }

    @Override
    public ReplySink restoring(ReplySink sink) {
        return vault.isEmpty() ? sink : new RestoringSink(vault, into(), sink);
    }

    /** An answer that has to be JSON stays so. */
    private Into into() {
        return request.output().format() instanceof ResponseFormat.Text ? Into.TEXT : Into.JSON;
    }
}
