package io.cascadeflow.provider;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a reply in one piece where a stream could have been: its events are known once all of it is there. */
public final class WholeReply implements ReplyReader {

    /** Far above any answer: what is longer is not one. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private final WireProtocol protocol;
    private final ChatCall call;
    private final HttpReply head;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable ChatReply reply;
    private long blankBytes;

    public WholeReply(WireProtocol protocol, ChatCall call, HttpReply head) {
        this.protocol = protocol;
        this.call = call;
        this.head = head;
    }

    @Override
    public List<ReplyEvent> read(byte[] bytes) {
        if (body.size() + bytes.length > MAX_BYTES) {
            throw new ProviderException(
                    ProviderException.Kind.BAD_PAYLOAD,
                    "%s: the reply is larger than %d MiB".formatted(call.model(), MAX_BYTES >> 20));
        }
        if (blankBytes == body.size()) {
            blankBytes += leadingBlanks(bytes);
        }
        body.writeBytes(bytes);
        return List.of();
    }

    /** Some servers send blank lines while a request waits for its turn. */
    private static int leadingBlanks(byte[] bytes) {
        int blanks = 0;
        while (blanks < bytes.length && (bytes[blanks] == ' ' || bytes[blanks] == '\r' || bytes[blanks] == '\n')) {
            blanks++;
        }
        return blanks;
    }

    @Override
    public List<ReplyEvent> end() {
        return ReplyEvents.of(reply());
    }

    @Override
    public long dataBytes() {
        return body.size() - blankBytes;
    }

    @Override
    public boolean isComplete() {
        return false;
    }

    @Override
    public boolean isFinished() {
        return false;
    }

    @Override
    public ChatReply reply() {
        if (reply == null) {
            reply = protocol.decode(call, new HttpReply(head.status(), head.headers(), body.toByteArray()));
        }
        return reply;
    }

    @Override
    public @Nullable TokenUsage usage() {
        return reply == null ? null : reply.usage();
    }
}
