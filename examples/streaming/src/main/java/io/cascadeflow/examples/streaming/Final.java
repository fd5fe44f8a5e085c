package io.cascadeflow.examples.streaming;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A browser that is shown only what stays: a draft is held back until it is accepted.
 *
 * @param browser where it is shown
 */
record Final(Browser browser) implements ReplySink {

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        return event instanceof ReplyEvent.Text text
                ? browser.tell("text", Browser.data().put("text", text.text()))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> stop() {
        return browser.stop();
    }

    @Override
    public void waiting() {
        browser.waiting();
    }
}
