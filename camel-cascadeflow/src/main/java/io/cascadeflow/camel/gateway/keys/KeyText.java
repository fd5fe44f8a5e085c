package io.cascadeflow.camel.gateway.keys;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A key as its client has it: {@code cf_}, a public id, {@code _}, and 43 letters and digits at random, which are 256 bits.
 *
 * @param id finds the key; no secret
 * @param whole all of it: the secret
 */
public record KeyText(String id, String whole) {

    static final String PREFIX = "cf_";

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LETTERS = 12;
    /** 43 times log2(62) is 256.03. */
    private static final int SECRET_LETTERS = 43;

    private static final String ID = "[0-9A-Za-z]{8,32}";
    private static final Pattern KEY = Pattern.compile(PREFIX + "(" + ID + ")_[0-9A-Za-z]{" + SECRET_LETTERS + "}");

    static KeyText make(SecureRandom random) {
        String id = letters(random, ID_LETTERS);
        return new KeyText(id, PREFIX + id + "_" + secret(random));
    }

    /** 256 bits at random. */
    static String secret(SecureRandom random) {
        return letters(random, SECRET_LETTERS);
    }

    /** Empty when the text cannot be a key. */
    static Optional<KeyText> parse(String text) {
        Matcher key = KEY.matcher(text);
        return key.matches() ? Optional.of(new KeyText(key.group(1), text)) : Optional.empty();
    }

    /** Whether a text can be a key's id: 8 to 32 letters and digits. */
    public static boolean isId(String text) {
        return text.matches(ID);
    }

    private static String letters(SecureRandom random, int number) {
        StringBuilder letters = new StringBuilder();
        for (int i = 0; i < number; i++) {
            letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return letters.toString();
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "KeyText[%s%s_...]".formatted(PREFIX, id);
    }
}
