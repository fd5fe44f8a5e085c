package io.cascadeflow.confidence.text;

import java.util.List;
import java.util.stream.IntStream;

/** The numbers a text names, list numbering left out. */
public final class Numbers {

    private final Tokens tokens;
    private final NumberSet all = new NumberSet();
    private int distinct;
    private int lastToken = -1;
    private int mostDecimals;

    Numbers(Tokens tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.kind(i) == Kind.NUMBER) {
                add(i);
            }
        }
    }

    /** The numbers of a stretch of text. */
    public static Numbers in(CharSequence text) {
        return new Numbers(Lexer.tokens(text));
    }

    /** Every number in the order of the text, as its plain notation reads. */
    public double[] values() {
        return IntStream.range(0, tokens.size())
                .filter(i -> tokens.kind(i) == Kind.NUMBER)
                .mapToDouble(tokens::value)
                .toArray();
    }

    private void add(int token) {
        double value = tokens.value(token);
        distinct += all.add(value) ? 1 : 0;
        all.add(tokens.other(token));
        if (tokens.is(token + 1, Kind.PERCENT)) {
            all.add(value / 100);
        }
        mostDecimals = Math.max(mostDecimals, tokens.decimals(token));
        lastToken = token;
    }

    /** How many different numbers there are. */
    public int distinct() {
        return distinct;
    }

    /** Whether {@code value} is named, in any reading of an ambiguous notation; a percentage also counts as its fraction. */
    public boolean names(double value) {
        return all.contains(value);
    }

    public boolean isEmpty() {
        return distinct == 0;
    }

    /** Digits after the decimal mark of the number that has most of them. */
    public int mostDecimals() {
        return mostDecimals;
    }

    /** Digits after the decimal mark of the last number, closing zeros left out; 0 when there is none. */
    public int lastDecimals() {
        if (lastToken < 0) {
            return 0;
        }
        int places = tokens.decimals(lastToken);
        for (int i = tokens.end(lastToken) - 1; places > 0 && tokens.text.charAt(i) == '0'; i--) {
            places--;
        }
        return places;
    }

    /** Whether the last number is {@code value}, rounded perhaps. False when there is none. */
    public boolean endWith(double value) {
        if (lastToken < 0) {
            return false;
        }
        int places = tokens.decimals(lastToken);
        return Rounding.agree(value, tokens.value(lastToken), places)
                || Rounding.agree(value, tokens.other(lastToken), places)
                || (tokens.is(lastToken + 1, Kind.PERCENT)
                        && Rounding.agree(value * 100, tokens.value(lastToken), places));
    }

    /** Different numbers that both name, other than {@code asked}'s, as a share of those that either names; NaN without any. */
    public double similarity(Numbers other, Numbers asked) {
        NumberSet seen = new NumberSet();
        int shared = 0;
        for (double value : values()) {
            if (!asked.names(value) && seen.add(value) && other.names(value)) {
                shared++;
            }
        }
        for (double value : other.values()) {
            if (!asked.names(value)) {
                seen.add(value);
            }
        }
        return seen.size() == 0 ? Double.NaN : shared / (double) seen.size();
    }

    /** The share of {@code asked}'s numbers that are named here, 0 to 1; NaN when it has none. */
    public double shareOf(Numbers asked) {
        return asked.share((value, other) -> names(value) || names(other) || names(value / 100));
    }

    /**
     * The share of the numbers here, those that {@code given} knows and everybody's left out, that {@code sources} name; NaN
     * when there are none.
     */
    public double shareNamedIn(List<Numbers> sources, Numbers given, NumberSet computed) {
        NumberSet seen = new NumberSet();
        int found = 0;
        for (double value : values()) {
            if (!isCommon(value) && !given.names(value) && !computed.contains(value) && seen.add(value)) {
                found += sources.stream().anyMatch(source -> source.names(value)) ? 1 : 0;
            }
        }
        return seen.size() == 0 ? Double.NaN : found / (double) seen.size();
    }

    /** The share of the numbers here that are named neither in {@code asked} nor in {@code computed}; NaN when there are none. */
    public double shareFromNowhere(Numbers asked, NumberSet computed) {
        return share((value, other) -> !isCommon(value)
                && !asked.names(value)
                && !asked.names(other)
                && !computed.contains(value)
                && !computed.contains(other));
    }

    /** Numbers that everybody knows: small counts, the hundred of percentages. */
    private static boolean isCommon(double value) {
        return value == 100 || (value >= 0 && value <= 2 && value == Math.rint(value));
    }

    private double share(Test test) {
        NumberSet seen = new NumberSet();
        int matching = 0;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.kind(i) == Kind.NUMBER && seen.add(tokens.value(i))) {
                matching += test.holds(tokens.value(i), tokens.other(i)) ? 1 : 0;
            }
        }
        return seen.size() == 0 ? Double.NaN : matching / (double) seen.size();
    }

    private interface Test {
        boolean holds(double value, double other);
    }
}
