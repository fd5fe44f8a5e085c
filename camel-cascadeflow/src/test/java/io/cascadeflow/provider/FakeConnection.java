package io.cascadeflow.provider;

import io.cascadeflow.provider.FakeAnswer.Ending;
import io.cascadeflow.provider.FakeAnswer.Piece;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** The server's end of one connection: puts answers on the wire, and notices when the client hangs up. */
record FakeConnection(Socket socket, InputStream in) {

    private static final Set<Ending> PARTIAL = EnumSet.of(Ending.CUT_OFF, Ending.RESET, Ending.STALL);
    private static final Set<Ending> OLD = EnumSet.of(Ending.HTTP_1_0, Ending.HTTP_1_0_WITH_LENGTH);

    /** Sends all that the answer's ending leaves of it; false when the client hung up in a pause. */
    boolean send(FakeAnswer answer) throws IOException {
        boolean isWhole = !PARTIAL.contains(answer.ending());
        if (answer.ending() == Ending.RESET) {
            socket.setSoLinger(true, 0);
            if (answer.sent() == 0) {
                return true;
            }
        }
        OutputStream out = socket.getOutputStream();
        if (answer.ending() != Ending.NO_HTTP) {
            out.write(head(answer).getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
        if (!send(answer, out, isWhole ? Integer.MAX_VALUE : answer.sent())) {
            return false;
        }
        if (isWhole && isChunked(answer)) {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.flush();
        return true;
    }

    private boolean send(FakeAnswer answer, OutputStream out, int most) throws IOException {
        int left = most;
        for (Piece piece : answer.pieces()) {
            if (left == 0) {
                return true;
            }
            if (hangsUpWithin(piece.before())) {
                return false;
            }
            int length = Math.min(left, piece.bytes().length);
            send(piece.bytes(), length, isChunked(answer), out);
            left -= length;
        }
        return true;
    }

    private static void send(byte[] bytes, int length, boolean chunked, OutputStream out) throws IOException {
        if (length == 0) {
            return;
        }
        if (chunked) {
            out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        out.write(bytes, 0, length);
        if (chunked) {
            out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
        }
        out.flush();
    }

    private static boolean isChunked(FakeAnswer answer) {
        return answer.chunked() && !OLD.contains(answer.ending()) && answer.ending() != Ending.NO_HTTP;
    }

    private static String head(FakeAnswer answer) {
        StringBuilder head = new StringBuilder(OLD.contains(answer.ending()) ? "HTTP/1.0 " : "HTTP/1.1 ")
                .append(answer.status())
                .append(" Fake\r\n");
        answer.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        if (isChunked(answer)) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (answer.ending() != Ending.HTTP_1_0) {
            head.append("Content-Length: ").append(answer.body().length).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** A client that waits sends nothing: the only thing to read is its hanging up. */
    boolean hangsUpWithin(Duration wait) throws IOException {
        if (wait.isZero()) {
            return false;
        }
        socket.setSoTimeout(Math.max(1, (int) wait.toMillis()));
        try {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0;
        } catch (SocketTimeoutException stillThere) {
            return false;
        } catch (IOException reset) {
            return true;
        } finally {
            socket.setSoTimeout(0);
        }
    }

    /** Blocks until the client closes the connection or the server is closed. */
    void awaitHangUp(Runnable hungUp) {
        boolean isGone;
        try {
            isGone = in.read() < 0;
        } catch (IOException reset) {
            isGone = true;
        }
        if (isGone) {
            hungUp.run();
        }
    }

    /** Blocks until the client sends something more, of which nothing is kept. */
    void awaitNext() throws IOException {
        in.read();
    }
}
