package io.cascadeflow.camel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.HttpCall;
import io.cascadeflow.provider.HttpReply;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Transport;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PfxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class VertxTransportTest extends TransportContract {

    private final CamelContext camel = new DefaultCamelContext();
    private final EventLoops loops = EventLoops.of(camel);

    /** Its classes take longer to load than some of the timeouts here. */
    @BeforeAll
    static void load() {
        try (FakeProvider fake = FakeProvider.start();
                Transport transport = new VertxTransport(EventLoops.of(new DefaultCamelContext()))) {
            HttpCall call = new HttpCall("POST", fake.uri(), Map.of(), bytes("{}"), Duration.ofSeconds(20));
            outcome(transport.send(call).toCompletableFuture());
        }
    }

    @Override
    Transport transport() {
        return new VertxTransport(loops);
    }

    @Override
    Transport trusting(Certificate certificate) {
        return new VertxTransport(
                loops,
                new HttpClientOptions()
                        .setTrustOptions(new PfxOptions()
                                .setPath(certificate.file().toString())
                                .setPassword(Certificate.PASSWORD)),
                100);
    }

    @Test
    void unknownContentEncodingIsUnreadable() {
        fake().answer(FakeAnswer.json(200, "{}").header("Content-Encoding", "zstd"));

        assertThat(failure(post("{}")).kind()).isEqualTo(Kind.BAD_PAYLOAD);
    }

    @Test
    void noCallWaitsForAnother() throws Exception {
        fake().answer(FakeAnswer.never());

        List<CompletableFuture<HttpReply>> replies =
                IntStream.range(0, 200).mapToObj(i -> start(post("{}"))).toList();

        for (int i = 0; i < 500 && fake().requests().size() < 200; i++) {
            Thread.sleep(20);
        }
        assertThat(fake().requests()).hasSize(200);
        replies.forEach(reply -> reply.cancel(true));
    }

    @Test
    void callBeyondTheLimitIsRefusedAndItsPlaceComesFree() {
        fake().answer(FakeAnswer.never());
        try (VertxTransport small = new VertxTransport(loops, new HttpClientOptions(), 2)) {
            CompletableFuture<HttpReply> first = small.send(post("{}"));
            small.send(post("{}"));

            assertThat(failure(small.send(post("{}"))).kind()).isEqualTo(Kind.OVERLOADED);

            first.cancel(true);
            assertThat(small.send(post("{}"))).isNotDone();
        }
    }

    @Test
    void whatCameOnAnEventLoopStaysOnIt() {
        Vertx vertx = loops.acquire();
        CompletableFuture<List<Thread>> threads = new CompletableFuture<>();

        vertx.runOnContext(start -> {
            Thread loop = Thread.currentThread();
            CompletableFuture<HttpReply> reply = start(post("{}"));
            reply.thenRun(() -> threads.complete(List.of(loop, Thread.currentThread())));
        });

        List<Thread> both = threads.orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(both.get(1)).isSameAs(both.get(0));
        loops.release();
    }

    @Test
    void whatCameFromElsewhereHoldsNoEventLoopUp() {
        List<Thread> after = IntStream.range(0, 3)
                .mapToObj(i -> start(post("{}"))
                        .thenApply(reply -> Thread.currentThread())
                        .join())
                .toList();

        assertThat(after).allMatch(thread -> !thread.getName().contains("vert.x-eventloop"));
    }

    @Test
    void contextsShareOneVertxUntilNobodyUsesIt() {
        Vertx first = loops.acquire();

        assertThat(EventLoops.of(camel)).isSameAs(loops);
        assertThat(loops.acquire()).isSameAs(first);
        loops.release();
        loops.release();
        assertThat(loops.acquire())
                .as("the transport of this test uses it still")
                .isSameAs(first);
        loops.release();
    }
}
