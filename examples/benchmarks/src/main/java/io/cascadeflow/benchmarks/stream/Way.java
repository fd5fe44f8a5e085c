package io.cascadeflow.benchmarks.stream;

import io.cascadeflow.camel.CascadeFlowProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;

/**
 * A way in which a client goes away.
 *
 * @param asked the endpoint
 */
record Way(String name, Form form, AsyncProducer asked, Leaving leaving) {

    /** What the client does. */
    interface Leaving {

        /** @param stop what the exchange has in {@link CascadeFlowProperties#STOP} */
        void leave(Taking taking, CompletableFuture<Void> stop);
    }

    static List<Way> all(Asking asking) throws Exception {
        Leaving leaves = (taking, stop) -> taking.leave();
        Leaving stops = (taking, stop) -> stop.complete(null);
        List<Way> ways = new ArrayList<>();
        ways.add(new Way("ReplySink.stop()", Form.callback, asking.direct(Form.callback), leaves));
        ways.add(new Way("Subscription.cancel()", Form.body, asking.direct(Form.body), leaves));
        ways.add(new Way("ReplyStream.close()", Form.iterator, asking.direct(Form.iterator), leaves));
        ways.add(new Way("its reader interrupted", Form.iterator, asking.direct(Form.iterator), Way::interrupt));
        ways.add(new Way("InputStream.close()", Form.bytes, asking.direct(Form.bytes), leaves));
        ways.add(new Way("CamelCascadeFlowStop, callback", Form.callback, asking.direct(Form.callback), stops));
        ways.add(new Way("CamelCascadeFlowStop, body", Form.body, asking.direct(Form.body), stops));
        ways.add(new Way("cascade, ReplySink.stop()", Form.callback, asking.cascade(Form.callback), leaves));
        ways.add(new Way("cascade, Subscription.cancel()", Form.body, asking.cascade(Form.body), leaves));
        ways.add(new Way("cascade, CamelCascadeFlowStop", Form.callback, asking.cascade(Form.callback), stops));
        return ways;
    }

    private static void interrupt(Taking taking, CompletableFuture<Void> stop) {
        ((Waiting) taking).interrupt();
    }

    Taking take(CompletableFuture<Void> stop, Receipts receipts) {
        return form.take(asked, Map.of(CascadeFlowProperties.STOP, stop), receipts);
    }
}
