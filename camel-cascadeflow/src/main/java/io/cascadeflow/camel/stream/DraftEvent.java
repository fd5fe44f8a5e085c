package io.cascadeflow.camel.stream;

import io.cascadeflow.model.ReplyEvent;

/**
 * What happens in a streamed cascade, for those who want to see drafts before they are sure: {@code streaming("drafts")}, or a
 * {@link DraftSink}. Of each tier come its pieces, and then that they stand or that they are taken back.
 */
public sealed interface DraftEvent {

    /** The tier that it is about. */
    String tier();

    /** A piece of what the tier answers. It may still be taken back. */
    record Piece(String tier, ReplyEvent event) implements DraftEvent {}

    /**
     * All pieces of this tier so far are void: whoever showed them takes them away.
     *
     * @param reason why, for people; never an answer
     */
    record Retract(String tier, String reason) implements DraftEvent {}

    /** All pieces of this tier since its last retraction are the answer. Nothing comes after that. */
    record Accept(String tier) implements DraftEvent {}
}
