package io.cascadeflow.benchmarks;

import io.cascadeflow.benchmarks.measure.Peaks;
import io.cascadeflow.benchmarks.measure.TransportKind;
import io.cascadeflow.benchmarks.server.ServerProcess;
import io.cascadeflow.camel.CascadeFlowComponent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many threads and how much heap it takes to keep many calls to slow models in flight. Ends with 1 when a call failed or
 * a limit was passed.
 */
@Command(
        name = "in-flight",
        description = "Keeps many calls to a slow server in flight and counts threads, heap and failures.",
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
final class InFlight implements Callable<Integer> {

    @Option(names = "--calls", defaultValue = "5000", description = "How many calls are in flight together.")
    private int calls;

    @Option(names = "--transport", defaultValue = "jdk", description = "${COMPLETION-CANDIDATES}")
    private TransportKind kind = TransportKind.jdk;

    @Option(names = "--think-millis", defaultValue = "2000", description = "How long the server thinks.")
    private long thinkMillis;

    @Option(names = "--pool-size", defaultValue = "200", description = "Threads of transport=camel before Java 21.")
    private int poolSize = 200;

    @Option(names = "--max-threads", defaultValue = "100", description = "Fails at this many platform threads.")
    private int maxThreads;

    @Option(names = "--max-heap-mib", defaultValue = "512", description = "Fails above this much heap in use.")
    private long maxHeapMib;

    @Override
    public Integer call() throws Exception {
        try (ServerProcess server = ServerProcess.start("slow-server", "--think-millis=" + thinkMillis);
                CamelContext context = new DefaultCamelContext()) {
            CascadeFlowComponent component = context.getComponent("cascadeflow", CascadeFlowComponent.class);
            component.setConfiguration("ref:prices");
            component.setTransportThreads(poolSize);
            context.getRegistry().bind("prices", "models: {'compatible:slow-1': {input: 1, output: 1}}");
            context.start();
            AsyncProducer producer = context.getEndpoint(uri(server)).createAsyncProducer();
            producer.start();
            send(producer, new AtomicInteger()).get(30, TimeUnit.SECONDS);
            Measured measured = measure(producer);
            System.out.println(measured.report(kind.name(), calls, thinkMillis));
            return measured.isWithin(maxThreads, maxHeapMib) ? 0 : 1;
        }
    }

    private String uri(ServerProcess server) {
        return "cascadeflow:compatible:slow-1?transport=%s&requestTimeout=60s&baseUrl=%s"
                .formatted(kind, server.baseUrl());
    }

    private Measured measure(AsyncProducer producer) {
        AtomicInteger failures = new AtomicInteger();
        try (Peaks peaks = new Peaks()) {
            long start = System.nanoTime();
            List<CompletableFuture<Integer>> replies = IntStream.range(0, calls)
                    .mapToObj(i -> send(producer, failures))
                    .toList();
            Duration sent = Duration.ofNanos(System.nanoTime() - start);
            long liveHeap = peaks.liveHeapMib();
            long inFlight = replies.stream().filter(reply -> !reply.isDone()).count();
            CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).join();
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            return new Measured(
                    peaks.mostThreads(), peaks.mostHeapMib(), liveHeap, inFlight, failures.get(), sent, wall);
        }
    }

    /** One call through the endpoint, as a route makes it; done when the answer is on the exchange. */
    private static CompletableFuture<Integer> send(AsyncProducer producer, AtomicInteger failures) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody("What is the capital of France?");
        return producer.processAsync(exchange).handle((done, failure) -> {
            if ("Paris".equals(exchange.getMessage().getBody())) {
                return 200;
            }
            if (failures.incrementAndGet() == 1) {
                System.err.println("first failure: " + exchange.getException());
            }
            return 0;
        });
    }
}
