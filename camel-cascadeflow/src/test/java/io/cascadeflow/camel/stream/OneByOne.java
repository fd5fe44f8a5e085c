package io.cascadeflow.camel.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Asks for each piece when it has the one before. */
class OneByOne implements Flow.Subscriber<Object> {

    private final List<Object> pieces;
    private final CompletableFuture<Void> done;
    private Flow.@Nullable Subscription subscription;

    OneByOne(List<Object> pieces, CompletableFuture<Void> done) {
        this.pieces = pieces;
        this.done = done;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        more();
    }

    @Override
    public void onNext(Object piece) {
        pieces.add(piece);
        more();
    }

    private void more() {
        if (subscription != null) {
            subscription.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        done.complete(null);
    }
}
