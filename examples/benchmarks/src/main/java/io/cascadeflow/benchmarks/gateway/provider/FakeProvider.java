package io.cascadeflow.benchmarks.gateway.provider;

import io.cascadeflow.benchmarks.server.Answers;
import io.cascadeflow.benchmarks.server.Connection;
import io.cascadeflow.benchmarks.server.LoopbackServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A provider that speaks OpenAI's protocol, and does with each question what the question's {@link Play} says. */
@Command(name = "fake-provider", hidden = true, description = "Answers, streams and fails as its clients say.")
public final class FakeProvider implements Callable<Integer>, Answers {

    private static final Said PLAIN = new Said(Replies.whole(false, true), Replies.stream(false, true));
    private static final Said SURE = new Said(Replies.whole(true, true), Replies.stream(true, true));
    private static final Said UNSURE = new Said(Replies.whole(true, false), Replies.stream(true, false));
    private static final Said TOOLS = new Said(Replies.tools(), Replies.toolStream());
    private static final byte[] BROKEN = Replies.broken();
    private static final byte[] BUSY = Replies.busy();

    /** The same answer in one piece and as a stream. */
    private record Said(byte[] whole, List<byte[]> stream) {}

    @Option(names = "--every-millis", defaultValue = "0", description = "From one piece of a stream to the next.")
    private long everyMillis;

    private final PriorityQueue<Sent> waiting = new PriorityQueue<>();
    private final Map<Connection, Sent> sending = new HashMap<>();

    @Override
    public Integer call() throws IOException {
        new LoopbackServer(this).run();
        return 0;
    }

    @Override
    public void requested(Connection by) {
        boolean streamed = by.says("\"stream\":true");
        try {
            switch (Play.of(by)) {
                case BROKEN -> by.write(ByteBuffer.wrap(BROKEN));
                case BUSY -> by.write(ByteBuffer.wrap(BUSY));
                case RESET -> by.reset();
                case TOOLS -> say(by, streamed, TOOLS);
                case UNSURE -> say(by, streamed, measured(by, UNSURE));
                case STALL -> stall(by, streamed);
                case CUT -> cut(by, streamed);
                default -> say(by, streamed, measured(by, SURE));
            }
        } catch (IOException gone) {
            by.close();
        }
    }

    /** With log-probabilities for those who want them. */
    private static Said measured(Connection by, Said said) {
        return by.says("\"logprobs\":true") ? said : PLAIN;
    }

    private void say(Connection by, boolean streamed, Said said) throws IOException {
        if (streamed) {
            begin(by, said.stream());
        } else {
            by.write(ByteBuffer.wrap(said.whole()));
        }
    }

    private void stall(Connection by, boolean streamed) throws IOException {
        if (streamed) {
            by.write(ByteBuffer.wrap(PLAIN.stream().get(0)));
        }
    }

    /** Half of the answer, or of the pieces. */
    private void cut(Connection by, boolean streamed) throws IOException {
        if (streamed) {
            List<byte[]> pieces = PLAIN.stream();
            for (byte[] piece : pieces.subList(0, pieces.size() / 2)) {
                by.write(ByteBuffer.wrap(piece));
            }
        } else {
            byte[] all = PLAIN.whole();
            by.write(ByteBuffer.wrap(all, 0, all.length / 2));
        }
        by.close();
    }

    private void begin(Connection by, List<byte[]> pieces) {
        Sent stream = new Sent(by, pieces, TimeUnit.MILLISECONDS.toNanos(everyMillis));
        sending.put(by, stream);
        waiting.add(stream);
    }

    @Override
    public void gone(Connection by, long nanoTime) {
        Sent stream = sending.remove(by);
        if (stream != null) {
            waiting.remove(stream);
        }
    }

    @Override
    public long sendDue() {
        for (Sent next = waiting.peek(); next != null; next = waiting.peek()) {
            if (next.due() - System.nanoTime() > 0) {
                return next.due();
            }
            waiting.remove();
            send(next);
        }
        return NEVER;
    }

    private void send(Sent stream) {
        try {
            stream.send();
        } catch (IOException broken) {
            stream.to().close();
            sending.remove(stream.to());
            return;
        }
        if (stream.isOver()) {
            sending.remove(stream.to());
        } else {
            waiting.add(stream);
        }
    }
}
