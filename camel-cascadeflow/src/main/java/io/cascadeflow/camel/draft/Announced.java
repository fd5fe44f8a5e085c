package io.cascadeflow.camel.draft;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.Attempts;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import java.util.concurrent.CompletionStage;

/**
 * A provider that tells when an attempt is under way: the budgets have let it through.
 *
 * @param sent told after each attempt was sent, and before its reply is given on; must be quick and throw nothing
 */
record Announced(ChatProvider provider, Runnable sent) implements ChatProvider {

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        if (!provider.triesAgain()) {
            return told(provider.chat(call));
        }
        Attempts attempts = call.attempts();
        return provider.chat(call.withAttempts(attempt -> attempts.make(() -> told(attempt.get()))));
    }

    private CompletionStage<ChatReply> told(CompletionStage<ChatReply> underWay) {
        sent.run();
        return underWay;
    }

    @Override
    public boolean triesAgain() {
        return provider.triesAgain();
    }

    @Override
    public boolean streams() {
        return provider.streams();
    }
}
