package io.cascadeflow.audit.trail;

import io.cascadeflow.audit.trail.ChainEnd.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a kept entry that the chain is made of.
 *
 * @param kind what it is about
 * @param chain its chain's name
 * @param sequence its number
 * @param previous the hash of the entry before
 * @param hash its own, as it is written
 * @param genuine whether that is the hash of what is written
 * @param continued where the chain before ended; absent but in a first entry that goes on from another
 */
public record Entry(
        Kind kind,
        String chain,
        long sequence,
        String previous,
        String hash,
        boolean genuine,
        @Nullable ChainEnd continued) {

    /** What stands before an entry's own hash. */
    static final String HASH = ",\"hash\":\"";

    private static final int HEX = 64;
    private static final int TAIL = HASH.length() + HEX + 2;

    private static final Pattern HEAD = Pattern.compile(
            "\\{\"kind\":\"(start|checkpoint|decision|tool)\",\"chain\":\"([^\"\\\\]{1,80})\",\"sequence\":(\\d{1,18}),\"previous\":\"([0-9a-f]{64})\",");
    private static final Pattern TAILS = Pattern.compile(",\"hash\":\"([0-9a-f]{64})\"}");
    private static final Pattern CONTINUES =
            Pattern.compile("\"continues\":\\{\"chain\":\"([^\"\\\\]{1,80})\",\"sequence\":(\\d{1,18})}");

    /** An entry as it is kept, without its line's end; empty when it is none. */
    public static Optional<Entry> read(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        Matcher head = HEAD.matcher(text);
        if (line.length <= TAIL || !head.lookingAt()) {
            return Optional.empty();
        }
        Matcher tail = TAILS.matcher(text).region(text.length() - TAIL, text.length());
        if (!tail.matches()) {
            return Optional.empty();
        }
        Kind kind = Kind.valueOf(head.group(1).toUpperCase(Locale.ROOT));
        String hash = tail.group(1);
        return Optional.of(new Entry(
                kind,
                head.group(2),
                Long.parseLong(head.group(3)),
                head.group(4),
                hash,
                // of the bytes, not the text: two wrong ones can read as the same character
                hash.equals(Sha256.hex(line, line.length - TAIL)),
                kind == Kind.START ? continued(text, head.group(4)) : null));
    }

    private static @Nullable ChainEnd continued(String text, String hash) {
        Matcher continues = CONTINUES.matcher(text);
        return continues.find() ? new ChainEnd(continues.group(1), Long.parseLong(continues.group(2)) + 1, hash) : null;
    }

    /** Where its chain goes on. */
    public ChainEnd end() {
        return new ChainEnd(chain, sequence + 1, hash);
    }

    /** Whether it is the next one of a chain that ends there. */
    boolean follows(ChainEnd end) {
        return chain.equals(end.chain()) && sequence == end.next() && previous.equals(end.hash());
    }
}
