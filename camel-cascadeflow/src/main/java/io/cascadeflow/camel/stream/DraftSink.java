package io.cascadeflow.camel.stream;

import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.ReplySink;
import java.util.concurrent.CompletionStage;

/** Takes everything that happens in a cascade, drafts that are taken back included. */
public interface DraftSink extends ReplySink {

    /**
     * @return complete when there is room for another; a stage that fails ends the call
     */
    CompletionStage<Void> take(DraftEvent event);

    /** From an endpoint outside of cascades, whose answer nobody takes back. */
    @Override
    default CompletionStage<Void> accept(ReplyEvent event) {
        return take(new DraftEvent.Piece("", event));
    }
}
