package io.cascadeflow.guard.eval;

/**
 * A text, and what is in it.
 *
 * @param locale whose language it is
 * @param kind what was put into it: the kind of personal data, or {@code none} for something that only looks so
 * @param start where; of no account for {@code none}
 * @param end after its last unit
 * @param form a few words for what exactly was put in
 */
public record Item(String locale, String kind, String text, int start, int end, String form) {

    public static final String NONE = "none";

    public boolean isNegative() {
        return kind.equals(NONE);
    }
}
