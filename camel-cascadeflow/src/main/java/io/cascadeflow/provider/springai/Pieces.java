package io.cascadeflow.provider.springai;

import io.cascadeflow.provider.PushedReply;
import org.reactivestreams.Subscription;
import org.springframework.ai.chat.model.ChatResponse;
import reactor.core.publisher.BaseSubscriber;

/** Tells a streamed reply on; the next piece is asked for when there is room, and no thread waits. */
final class Pieces extends BaseSubscriber<ChatResponse> {

    private final PushedReply reply;
    private final String asked;
    private final Answer answer = new Answer();

    Pieces(PushedReply reply, String asked) {
        this.reply = reply;
        this.asked = asked;
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        reply.over().whenComplete((whole, failure) -> cancel());
        request(1);
    }

    @Override
    protected void hookOnNext(ChatResponse piece) {
        Answer.Piece added = answer.add(piece);
        if (added.calls()) {
            reply.alive("");
        }
        reply.reasoning(added.thought())
                .thenCompose(nothing -> reply.text(added.text()))
                .thenRun(() -> request(1));
    }

    /** Without a reason why it ended, nothing tells a whole answer from one that was cut off. */
    @Override
    protected void hookOnComplete() {
        if (answer.isFinished()) {
            reply.complete(answer.reply(asked));
        } else {
            reply.endedWithoutReason();
        }
    }

    @Override
    protected void hookOnError(Throwable failure) {
        reply.fail(failure);
    }
}
