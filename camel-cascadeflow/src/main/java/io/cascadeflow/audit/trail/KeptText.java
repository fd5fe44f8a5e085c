package io.cascadeflow.audit.trail;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a text.
 *
 * @param sha256 of the whole text in UTF-8, as it was before it was cut, in hexadecimal
 * @param characters how long the whole text is, in UTF-16 units
 * @param text absent where only the hash is kept
 * @param cut whether {@code text} is only its beginning
 */
public record KeptText(
        String sha256, int characters, @Nullable String text, boolean cut) {

    /** Of a longer text the beginning is kept. Escaped as JSON it still fits every sink. */
    static final int MOST_CHARACTERS = 65_536;

    static KeptText hashOf(String text) {
        return new KeptText(Sha256.hex(text.getBytes(StandardCharsets.UTF_8)), text.length(), null, false);
    }

    static KeptText beginningOf(String text) {
        boolean cut = text.length() > MOST_CHARACTERS;
        return new KeptText(hashOf(text).sha256(), text.length(), Wording.cut(text, MOST_CHARACTERS), cut);
    }
}
