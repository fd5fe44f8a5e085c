package io.cascadeflow.camel.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.cascadeflow.camel.gateway.RawClient.Answer;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Reads answers without knowing what was asked: one to HEAD announces a body, and the next answer begins instead. */
final class AnswerReader {

    private static final String ANY_VERSION = "HTTP/";
    private static final String VERSION = "HTTP/1.";

    private final BufferedInputStream in;

    AnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    List<Answer> all() throws IOException {
        List<Answer> answers = new ArrayList<>();
        boolean open = true;
        while (open && !isOver(answers)) {
            Answer answer = next();
            open = !"close".equalsIgnoreCase(answer.headers().get("connection"));
            if (answer.status() >= 200) {
                answers.add(answer);
            }
        }
        return answers;
    }

    /** What was sent last may have been taken for the end of a body: then nothing more is asked, and the connection stays open. */
    private boolean isOver(List<Answer> answers) throws IOException {
        try {
            return isAtEnd();
        } catch (SocketTimeoutException silence) {
            if (answers.isEmpty()) {
                throw silence;
            }
            return true;
        }
    }

    private Answer next() throws IOException {
        String first = RawClient.line(in);
        if (!first.startsWith(ANY_VERSION)) {
            throw new IOException("no answer begins like this: " + first);
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = RawClient.line(in); !line.isEmpty(); line = RawClient.line(in)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        int status = Integer.parseInt(first.split(" ")[1]);
        return new Answer(status, headers, status < 200 || status == 204 ? "" : body(headers));
    }

    private String body(Map<String, String> headers) throws IOException {
        String length = headers.get("content-length");
        if ("0".equals(length) || isAtEnd() || isAnswer()) {
            return "";
        }
        if (length != null) {
            return new String(in.readNBytes(Integer.parseInt(length)), UTF_8);
        }
        return "chunked".equals(headers.get("transfer-encoding")) ? chunks() : new String(in.readAllBytes(), UTF_8);
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = size(); size > 0; size = size()) {
            body.writeBytes(in.readNBytes(size));
            RawClient.line(in);
        }
        while (!RawClient.line(in).isEmpty()) {
            // trailers
        }
        return body.toString(UTF_8);
    }

    private int size() throws IOException {
        return Integer.parseInt(RawClient.line(in), 16);
    }

    private boolean isAtEnd() throws IOException {
        in.mark(1);
        int next = in.read();
        in.reset();
        return next < 0;
    }

    private boolean isAnswer() throws IOException {
        in.mark(VERSION.length());
        String start = new String(in.readNBytes(VERSION.length()), ISO_8859_1);
        in.reset();
        return start.equals(VERSION);
    }
}
