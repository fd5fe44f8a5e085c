package io.cascadeflow.provider.stream;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ReplyReader;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a streamed reply: what is the same whatever the wire protocol. Not thread-safe. */
public final class StreamedReply implements ReplyReader {

    /** What a reply's messages may come to: each token may bring its twenty likeliest alternatives. */
    private static final long MAX_BYTES = 256L * 1024 * 1024;

    private final StreamSource source;
    private final Framing framing;
    private final Generated generated = new Generated();
    private final Assembly assembly;
    private @Nullable ProviderException failure;
    private @Nullable ChatReply reply;

    /** @param assembly makes the assembly of the protocol, which tells its events to what it is given */
    public StreamedReply(StreamSource source, Framing framing, Function<Consumer<ReplyEvent>, Assembly> assembly) {
        this.source = source;
        this.framing = framing;
        this.assembly = assembly.apply(generated);
    }

    @Override
    public List<ReplyEvent> read(byte[] bytes) {
        return isComplete() ? List.of() : guarded(() -> take(bytes));
    }

    @Override
    public List<ReplyEvent> end() {
        if (failure != null) {
            throw failure;
        }
        List<ReplyEvent> events = reply != null ? List.of() : guarded(this::endOfBytes);
        if (failure != null) {
            throw failure;
        }
        return events;
    }

    /**
     * No byte of a provider makes anything but a {@code ProviderException}, none forgets what was consumed, and none comes
     * before the events that it followed.
     */
    private List<ReplyEvent> guarded(Runnable step) {
        try {
            step.run();
        } catch (ProviderException known) {
            failure = withUsage(known);
        } catch (RuntimeException unforeseen) {
            failure = withUsage(source.unreadable("the stream cannot be read", unforeseen));
        }
        List<ReplyEvent> events = generated.taken();
        if (failure != null && events.isEmpty()) {
            throw failure;
        }
        return events;
    }

    private void take(byte[] bytes) {
        List<Frame> frames = frames(bytes);
        if (framing.dataBytes() > MAX_BYTES) {
            throw source.unreadable("the stream is longer than %d MiB".formatted(MAX_BYTES >> 20), null);
        }
        for (Frame frame : frames) {
            if (!assembly.isComplete()) {
                assembly.take(frame);
            }
        }
        if (assembly.isComplete()) {
            finish();
        }
    }

    private List<Frame> frames(byte[] bytes) {
        try {
            return framing.read(bytes);
        } catch (ProviderException tooLong) {
            throw source.unreadable(String.valueOf(tooLong.getMessage()), null);
        }
    }

    private void endOfBytes() {
        boolean cut = framing.isWithinMessage();
        Optional<Frame> rest = framing.rest();
        if (rest.isPresent()) {
            takeRest(rest.get());
        } else if (cut) {
            throw source.truncated();
        }
        if (!assembly.mayEnd()) {
            throw source.truncated();
        }
        finish();
    }

    /** A last message that is all there but for its ending is as good as any; one that can't be read was cut off. */
    private void takeRest(Frame frame) {
        try {
            assembly.take(frame);
        } catch (ProviderException broken) {
            throw broken.kind() == Kind.BAD_PAYLOAD ? source.truncated() : broken;
        }
    }

    private void finish() {
        ChatReply whole = assembly.reply();
        assembly.flush(whole);
        if (whole.usage() != null) {
            generated.accept(new ReplyEvent.Usage(whole.usage()));
        }
        generated.accept(new ReplyEvent.Finish(whole.ending()));
        reply = whole;
    }

    @Override
    public ChatReply reply() {
        while (reply == null) {
            end();
        }
        return reply;
    }

    private ProviderException withUsage(ProviderException broken) {
        TokenUsage used = broken.details().usage() == null ? usage() : null;
        return used == null ? broken : broken.withUsage(used);
    }

    @Override
    public long dataBytes() {
        return framing.dataBytes();
    }

    @Override
    public boolean isComplete() {
        return failure != null || reply != null;
    }

    @Override
    public boolean isFinished() {
        return assembly.isFinished();
    }

    /** Before the model stops an account can only be one of the beginning: what came since is counted. */
    @Override
    public @Nullable TokenUsage usage() {
        TokenUsage account = assembly.account();
        if (account != null && assembly.isFinished()) {
            return account;
        }
        if (!generated.hasBegun()) {
            return account;
        }
        TokenUsage estimate = source.estimate(generated);
        return account == null ? estimate : atLeast(account, estimate.output());
    }

    private static TokenUsage atLeast(TokenUsage account, long output) {
        return new TokenUsage(
                account.input(),
                account.cacheRead(),
                account.cacheWrite(),
                account.cacheWriteLong(),
                Math.max(account.output(), output),
                account.reasoning(),
                true);
    }
}
