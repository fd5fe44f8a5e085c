package io.cascadeflow.camel.config;

import io.cascadeflow.camel.config.Tree.Branch;
import io.cascadeflow.camel.config.Tree.Items;
import io.cascadeflow.camel.config.Tree.Leaf;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells what is written in one part of a configuration from what is written in another. */
public final class Fingerprint {

    private static final int BYTES = 6;

    private Fingerprint() {}

    /** The beginning of the SHA-256 of what is written, in hexadecimal; the same in any notation. */
    static String of(Tree tree) {
        StringBuilder text = new StringBuilder();
        write(tree, text);
        return of(text.toString());
    }

    /** The beginning of the SHA-256 of a text, in hexadecimal. */
    public static String of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static void write(Tree tree, StringBuilder text) {
        if (tree instanceof Leaf leaf) {
            text.append(leaf.written().length()).append(':').append(leaf.written());
        } else if (tree instanceof Items list) {
            text.append('[');
            list.items().forEach(item -> write(item, text));
            text.append(']');
        } else {
            text.append('{');
            ((Branch) tree).entries().forEach(entry -> {
                text.append(entry.key().length()).append(':').append(entry.key());
                write(entry.value(), text);
            });
            text.append('}');
        }
    }
}
