package io.cascadeflow.guard.eval;

import java.util.UUID;

/** What looks like personal data and is none. */
final class MadeUpLookalikes {

    private final Chance chance;
    private final MadeUpValues values;

    /**
     * Something that is none.
     *
     * @param sentence the kind of sentence that it stands in
     */
    record Lookalike(String form, String sentence, String text) {}

    MadeUpLookalikes(Chance chance, MadeUpValues values) {
        this.chance = chance;
        this.values = values;
    }

    Lookalike of(String locale) {
        return switch (chance.below(22)) {
            case 0 ->
                new Lookalike("short code", "plain", chance.of("S3", "C4", "R2D2", "B12", "A380", "4K", "MP3", "H2O"));
            case 1, 2 -> new Lookalike("order, 10 digits", "order", chance.filled("[1-9]#########"));
            case 3 -> new Lookalike("order, grouped", "order", chance.filled("[1-9]##-#######-#######"));
            case 4 -> new Lookalike("order, letters", "order", chance.filled("ORD-[1-9]###-######"));
            case 5 -> new Lookalike("order, as a phone", "order", chance.filled("[1-9]##-###-####"));
            case 6 -> new Lookalike("order, 16 digits", "order", chance.filled("[1-9]###############"));
            case 7, 8 -> new Lookalike("version", "version", chance.filled("[1-9].[0-9].[0-9].[0-9]"));
            case 9 -> new Lookalike("version, v", "plain", chance.filled("v[1-9].[0-9].[0-9].[0-9]"));
            case 10 -> new Lookalike("version, large", "version", chance.filled("1##.0.[6-7]###.[1-9]#"));
            case 11, 12 -> new Lookalike("iban, wrong", "iban", wrongIban(MadeUpValues.country(locale)));
            case 13 -> new Lookalike("card, wrong", "card", values.brokenCard());
            case 14 -> new Lookalike("isbn", "plain", chance.filled("978-[1-9]-[1-9]###-####-#"));
            case 15 ->
                new Lookalike("date and time", "plain", chance.filled("0[1-9].1[0-2].20[1-2]# 1#:[1-5]#:[1-5]#"));
            case 16 -> new Lookalike("amount", "plain", chance.filled("[1-9]## ### ###,##"));
            case 17 -> new Lookalike("uuid", "order", new UUID(bits(), bits()).toString());
            case 18 -> new Lookalike("mac", "plain", chance.filled("0#:1A:[1-9]B:3C:4D:#E"));
            case 19 ->
                new Lookalike(
                        "package",
                        "version",
                        chance.of("left-pad@1.3.0", "@angular/core", "std::vector", "dead::beef", "user@localhost"));
            case 20 -> new Lookalike("serial", "plain", chance.filled("SN4111[1-9]###########"));
            default -> wrongId(locale);
        };
    }

    private long bits() {
        return ((long) chance.below(Integer.MAX_VALUE) << 32) | chance.below(Integer.MAX_VALUE);
    }

    private String wrongIban(String country) {
        String right = values.iban(country);
        int check = (Integer.parseInt(right.substring(2, 4)) + chance.from(1, 60)) % 97;
        return right.substring(0, 2) + "%02d".formatted(check) + right.substring(4);
    }

    /** One with a wrong check digit, where there is one. */
    private Lookalike wrongId(String locale) {
        String country = MadeUpValues.country(locale);
        if ("US GB DK".contains(country)) {
            return new Lookalike("order, 11 digits", "order", chance.filled("[1-9]##########"));
        }
        String right = values.id(country);
        int last = right.length() - 1;
        char c = right.charAt(last);
        char wrong = Character.isDigit(c) ? (char) ('0' + (c - '0' + 1) % 10) : c == 'K' ? 'L' : 'K';
        return new Lookalike("id, wrong", "id", right.substring(0, last) + wrong);
    }
}
