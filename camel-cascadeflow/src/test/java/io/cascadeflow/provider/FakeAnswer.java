package io.cascadeflow.provider;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * What a {@link FakeProvider} does with one request.
 *
 * @param pieces the body; each is sent by itself, and is a chunk of its own when the answer is {@code chunked}
 * @param chunked whether the body's length is not told beforehand
 * @param delay how long it thinks before the first byte
 * @param ending how the reply ends
 * @param sent how many bytes of the body it sends before a {@link Ending#CUT_OFF}, {@link Ending#RESET} or
 *     {@link Ending#STALL}
 */
public record FakeAnswer(
        int status,
        Map<String, String> headers,
        List<Piece> pieces,
        boolean chunked,
        Duration delay,
        Ending ending,
        int sent) {

    /**
     * A part of a body.
     *
     * @param before how long the server waits before it sends this
     */
    public record Piece(byte[] bytes, Duration before) {}

    /** How a reply ends. */
    public enum Ending {
        /** Whole, and the connection stays open. */
        KEEP_ALIVE,
        /** Whole, and then the connection is closed without having said so. */
        CLOSE,
        /** Whole; the connection stays open and is closed, unread, when the next request comes over it. */
        CLOSE_ON_NEXT,
        /** In the middle, by an orderly close. */
        CUT_OFF,
        /** In the middle, by a TCP reset; with 0 bytes before any of the reply. */
        RESET,
        /** After a part there comes no more, and the connection stays open until the client gives up. */
        STALL,
        /** The body alone is sent, whatever it is, and the connection is closed. */
        NO_HTTP,
        /** There is none, and the connection stays open until the client gives up. */
        NEVER,
        /** Whole, in the manner of HTTP/1.0: no length, the end of the connection ends it. */
        HTTP_1_0,
        /** Whole, in the manner of HTTP/1.0, with a length. */
        HTTP_1_0_WITH_LENGTH
    }

    /** A reply with a JSON body. */
    public static FakeAnswer json(int status, String body) {
        return of(status, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public static FakeAnswer html(int status) {
        String page = "<!DOCTYPE html><html><head><title>Gateway</title></head><body>no</body></html>";
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    /** A reply without a body. */
    public static FakeAnswer empty(int status) {
        return new FakeAnswer(status, Map.of(), List.of(), false, Duration.ZERO, Ending.KEEP_ALIVE, 0);
    }

    public static FakeAnswer of(int status, String contentType, byte[] body) {
        return empty(status).header("Content-Type", contentType).with(List.of(new Piece(body, Duration.ZERO)));
    }

    /** A reply in pieces of text, none of whose lengths is told beforehand. */
    public static FakeAnswer stream(String contentType, List<String> events, Duration pace) {
        return stream(contentType, events, StandardCharsets.UTF_8, pace);
    }

    static FakeAnswer stream(String contentType, List<String> events, Charset charset, Duration pace) {
        List<Piece> pieces = events.stream()
                .map(event -> new Piece(event.getBytes(charset), pace))
                .toList();
        return empty(200).header("Content-Type", contentType).with(pieces).inChunks();
    }

    /** Takes the request and stays silent. */
    public static FakeAnswer never() {
        return empty(200).ending(Ending.NEVER);
    }

    /** The body in one piece. */
    public byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        pieces.forEach(piece -> body.writeBytes(piece.bytes()));
        return body.toByteArray();
    }

    public FakeAnswer header(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new FakeAnswer(status, all, pieces, chunked, delay, ending, sent);
    }

    public FakeAnswer with(List<Piece> pieces) {
        return new FakeAnswer(status, headers, List.copyOf(pieces), chunked, delay, ending, sent);
    }

    public FakeAnswer inChunks() {
        return new FakeAnswer(status, headers, pieces, true, delay, ending, sent);
    }

    /** The same bytes in pieces of another size, with no regard for characters or lines. */
    public FakeAnswer inPiecesOf(int bytes, Duration pace) {
        byte[] all = body();
        List<Piece> small = new ArrayList<>();
        for (int start = 0; start < all.length; start += bytes) {
            small.add(new Piece(Arrays.copyOfRange(all, start, Math.min(all.length, start + bytes)), pace));
        }
        return with(small).inChunks();
    }

    /** Only the first bytes, as if they were all: for HTTP the reply is complete. */
    public FakeAnswer endingAfter(int bytes) {
        Piece part = new Piece(Arrays.copyOf(body(), bytes), Duration.ZERO);
        return with(List.of(part));
    }

    /** Compressed, each piece so that it can be read before the next. */
    public FakeAnswer gzipped() {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        List<Piece> all = new ArrayList<>();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped, true)) {
            for (Piece piece : pieces) {
                out.write(piece.bytes());
                out.flush();
                all.add(new Piece(zipped.toByteArray(), piece.before()));
                zipped.reset();
            }
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
        all.add(new Piece(zipped.toByteArray(), Duration.ZERO));
        return with(all).header("Content-Encoding", "gzip");
    }

    /** Thinks before the first byte of the reply. */
    public FakeAnswer after(Duration delay) {
        return new FakeAnswer(status, headers, pieces, chunked, delay, ending, sent);
    }

    /** Sends the head at once and waits before the body. */
    public FakeAnswer bodyAfter(Duration wait) {
        List<Piece> later = new ArrayList<>(pieces);
        later.set(0, new Piece(pieces.get(0).bytes(), wait));
        return with(later);
    }

    public FakeAnswer ending(Ending ending) {
        return new FakeAnswer(status, headers, pieces, chunked, delay, ending, sent);
    }

    /** Announces the whole body, sends this many bytes of it and closes. */
    public FakeAnswer cutOffAfter(int bytes) {
        return partly(Ending.CUT_OFF, bytes);
    }

    /** Announces the whole body, sends this many bytes of it and resets; with 0 nothing of the reply is sent. */
    public FakeAnswer resetAfter(int bytes) {
        return partly(Ending.RESET, bytes);
    }

    /** Announces the whole body, sends this many bytes of it and falls silent. */
    public FakeAnswer stallAfter(int bytes) {
        return partly(Ending.STALL, bytes);
    }

    private FakeAnswer partly(Ending how, int bytes) {
        return new FakeAnswer(status, headers, pieces, chunked, delay, how, bytes);
    }
}
