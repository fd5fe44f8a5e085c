package io.cascadeflow.benchmarks.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A model server that thinks for a fixed time. */
@Command(name = "slow-server", hidden = true, description = "Answers every request after a fixed time.")
public final class SlowServer implements Callable<Integer>, Answers {

    private static final byte[] ANSWER = answerBytes();

    @Option(names = "--think-millis", defaultValue = "2000", description = "How long it thinks.")
    private long thinkMillis;

    /** In order of their time, because all think equally long. */
    private final Deque<Due> thinking = new ArrayDeque<>();

    private record Due(Connection connection, long nanoTime) {}

    @Override
    public Integer call() throws IOException {
        new LoopbackServer(this).run();
        return 0;
    }

    @Override
    public void requested(Connection by) {
        thinking.add(new Due(by, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(thinkMillis)));
    }

    @Override
    public void gone(Connection by, long nanoTime) {}

    @Override
    public long sendDue() {
        for (Due next = thinking.peek(); next != null; next = thinking.peek()) {
            if (next.nanoTime() > System.nanoTime()) {
                return next.nanoTime();
            }
            thinking.remove();
            answer(next.connection());
        }
        return NEVER;
    }

    /** The answer is small enough for the socket's buffer: it goes out whole, or the client is gone. */
    private static void answer(Connection connection) {
        try {
            connection.write(ByteBuffer.wrap(ANSWER));
        } catch (IOException gone) {
            connection.close();
        }
    }

    private static byte[] answerBytes() {
        String body = """
                {"id":"chatcmpl-1","object":"chat.completion","model":"slow-1","choices":[{"index":0,\
                "message":{"role":"assistant","content":"Paris"},"finish_reason":"stop"}],\
                "usage":{"prompt_tokens":14,"completion_tokens":2,"total_tokens":16}}""";
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
