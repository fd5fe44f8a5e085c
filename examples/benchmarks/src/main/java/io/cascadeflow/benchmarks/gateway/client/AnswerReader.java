package io.cascadeflow.benchmarks.gateway.client;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads one answer of HTTP/1.1, however it is cut into packets. */
final class AnswerReader {

    private final StringBuilder lines = new StringBuilder(1024);
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(1024);
    private State state = State.HEAD;
    private String head = "";
    private String trailers = "";
    private int left;

    private enum State {
        HEAD,
        BODY,
        CHUNK_SIZE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        WHOLE
    }

    /**
     * Takes what has come.
     *
     * @return whether the answer is whole
     * @throws IllegalStateException when it is no HTTP, or more comes than the answer has
     */
    boolean take(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            switch (state) {
                case BODY, CHUNK -> copy(bytes);
                case WHOLE -> throw new IllegalStateException("more came than the answer has");
                default -> line(bytes);
            }
        }
        return state == State.WHOLE;
    }

    private void copy(ByteBuffer bytes) {
        int some = Math.min(left, bytes.remaining());
        body.write(bytes.array(), bytes.arrayOffset() + bytes.position(), some);
        bytes.position(bytes.position() + some);
        left -= some;
        if (left == 0) {
            state = state == State.BODY ? State.WHOLE : State.CHUNK_END;
        }
    }

    /** Up to the end of a line, if that has come. */
    private void line(ByteBuffer bytes) {
        boolean ended = false;
        while (!ended && bytes.hasRemaining()) {
            char next = (char) (bytes.get() & 0xff);
            lines.append(next);
            ended = next == '\n';
        }
        if (ended) {
            int length = lines.length();
            ended(length == 2 || lines.charAt(length - 3) == '\n');
        }
    }

    private void ended(boolean empty) {
        switch (state) {
            case HEAD -> {
                if (empty) {
                    headEnded();
                }
            }
            case CHUNK_SIZE -> chunk(Integer.parseInt(taken().strip(), 16));
            case CHUNK_END -> {
                taken();
                state = State.CHUNK_SIZE;
            }
            default -> {
                if (empty) {
                    trailers = taken();
                    state = State.WHOLE;
                }
            }
        }
    }

    private void headEnded() {
        head = taken();
        if (!head.startsWith("HTTP/1.1 ")) {
            throw new IllegalStateException("this is no answer of HTTP/1.1");
        }
        String length = Answer.value(head, "content-length");
        left = length == null ? 0 : Integer.parseInt(length);
        boolean chunked = "chunked".equalsIgnoreCase(Answer.value(head, "transfer-encoding"));
        state = chunked ? State.CHUNK_SIZE : left == 0 ? State.WHOLE : State.BODY;
    }

    private void chunk(int size) {
        left = size;
        state = size == 0 ? State.TRAILERS : State.CHUNK;
    }

    private String taken() {
        String taken = lines.toString();
        lines.setLength(0);
        return taken;
    }

    /** What has come of an answer that will not be whole; absent before its head is. */
    @Nullable
    Answer begun(long sent, long first, long last) {
        return state == State.HEAD ? null : new Answer(head, "", body.toByteArray(), sent, first, last);
    }

    /** The answer; absent before it is whole. The next one may come after that. */
    @Nullable
    Answer whole(long sent, long first, long last) {
        if (state != State.WHOLE) {
            return null;
        }
        Answer answer = new Answer(head, trailers, body.toByteArray(), sent, first, last);
        body.reset();
        trailers = "";
        state = State.HEAD;
        return answer;
    }
}
