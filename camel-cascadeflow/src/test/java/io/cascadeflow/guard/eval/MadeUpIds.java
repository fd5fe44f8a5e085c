package io.cascadeflow.guard.eval;

import java.math.BigInteger;
import java.util.function.Predicate;

/** National ids that nobody has: a random number of the right form, drawn again until its check digits can be put right. */
final class MadeUpIds {

    private static final String ITALIAN_ODD = "BAKPLCQDREVOSFTGUHMINJWZYX";

    private final Chance chance;

    MadeUpIds(Chance chance) {
        this.chance = chance;
    }

    String of(String country) {
        return switch (country) {
            case "US" -> "%03d-%02d-%04d".formatted(chance.from(1, 665), chance.from(1, 99), chance.from(1, 9999));
            case "GB" -> chance.of("AB", "CE", "JG", "LM", "PR", "SK") + chance.digits(6) + chance.letter("ABCD");
            case "DE" -> german();
            case "AT" -> austrian();
            case "CH" -> swiss();
            case "FR" -> french();
            case "BE" -> belgian();
            case "NL" -> searched("[1-9]########", n -> sum(n, 9, 8, 7, 6, 5, 4, 3, 2, 10) % 11 == 0);
            case "ES" -> spanish();
            case "IT" -> italian();
            case "BR" -> brazilian();
            case "PL" -> dated("%2$02d%3$02d%4$02d", "#####", n -> sum(n, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1) % 10 == 0);
            case "CZ" -> czech();
            case "SE" -> swedish();
            case "NO" ->
                dated(
                        "%4$02d%3$02d%2$02d",
                        "#####",
                        n -> sum(n, 3, 7, 6, 1, 8, 9, 4, 5, 2, 1, 0) % 11 == 0
                                && sum(n, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1) % 11 == 0);
            case "DK" -> dated("%4$02d%3$02d%2$02d-", "####", n -> true);
            case "FI" -> finnish();
            case "TR" -> turkish();
            case "JP" -> searched("############", n -> japanese(n) == n.charAt(11) - '0');
            case "CN" -> chinese();
            default -> throw new IllegalArgumentException(country);
        };
    }

    /** Draws until the number is right: nothing here knows how to work out a check digit. */
    private String searched(String pattern, Predicate<String> right) {
        String drawn;
        do {
            drawn = chance.filled(pattern);
        } while (!right.test(drawn));
        return drawn;
    }

    /** A date, then digits; format arguments are the century, the year in it, the month and the day. */
    private String dated(String format, String digits, Predicate<String> right) {
        String date = format.formatted(19, chance.from(40, 99), chance.from(1, 12), chance.from(1, 28));
        return searched(date + digits, right);
    }

    private static int sum(String digits, int... weights) {
        int sum = 0;
        int at = 0;
        for (char c : digits.toCharArray()) {
            if (Character.isDigit(c)) {
                sum += (c - '0') * weights[at++];
            }
        }
        return sum;
    }

    private static int rest(String number, int modulus) {
        return new BigInteger(number).mod(BigInteger.valueOf(modulus)).intValue();
    }

    static boolean passesLuhn(String digits) {
        int sum = 0;
        boolean second = false;
        for (int i = digits.length() - 1; i >= 0; i--, second = !second) {
            int n = Character.getNumericValue(digits.charAt(i)) * (second ? 2 : 1);
            sum += n / 10 + n % 10;
        }
        return sum % 10 == 0;
    }

    private String german() {
        String number = searched("[1-9]##########", n -> {
            long pairs = n.substring(0, 10).chars().distinct().count();
            int product = 10;
            for (char c : n.substring(0, 10).toCharArray()) {
                int s = (c - '0' + product) % 10;
                product = (s == 0 ? 10 : s) * 2 % 11;
            }
            int check = 11 - product == 10 ? 0 : 11 - product;
            return pairs == 9 && check == n.charAt(10) - '0';
        });
        return chance.below(2) == 0
                ? number
                : "%s %s %s %s"
                        .formatted(
                                number.substring(0, 2),
                                number.substring(2, 5),
                                number.substring(5, 8),
                                number.substring(8));
    }

    private String austrian() {
        String date = "%02d%02d%02d".formatted(chance.from(1, 28), chance.from(1, 12), chance.from(40, 99));
        return searched("[1-9]###" + (chance.below(2) == 0 ? " " : "") + date, n -> {
            String d = n.replace(" ", "");
            return sum(d, 3, 7, 9, 0, 5, 8, 4, 2, 1, 6) % 11 == d.charAt(3) - '0';
        });
    }

    private String swiss() {
        return searched("756.####.####.##", n -> sum(n, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0);
    }

    private String french() {
        String body = "%d%02d%02d%02d%s"
                .formatted(
                        chance.from(1, 2),
                        chance.from(40, 99),
                        chance.from(1, 12),
                        chance.from(1, 95),
                        chance.digits(6));
        String key = "%02d".formatted(97 - rest(body, 97));
        return chance.below(2) == 0
                ? body + key
                : String.join(
                        " ",
                        body.substring(0, 1),
                        body.substring(1, 3),
                        body.substring(3, 5),
                        body.substring(5, 7),
                        body.substring(7, 10),
                        body.substring(10),
                        key);
    }

    private String belgian() {
        String body = "%02d%02d%02d%03d"
                .formatted(chance.from(40, 99), chance.from(1, 12), chance.from(1, 28), chance.from(1, 997));
        String all = body + "%02d".formatted(97 - rest(body, 97));
        return chance.below(2) == 0
                ? all
                : all.substring(0, 2) + "." + all.substring(2, 4) + "." + all.substring(4, 6) + "-"
                        + all.substring(6, 9) + "." + all.substring(9);
    }

    private String spanish() {
        String letters = "TRWAGMYFPDXBNJZSQVHLCKE";
        if (chance.below(4) == 0) {
            int first = chance.below(3);
            String seven = chance.digits(7);
            return "XYZ".charAt(first) + seven + letters.charAt(rest(first + seven, 23));
        }
        String eight = chance.digits(8);
        return eight + letters.charAt(rest(eight, 23));
    }

    private String italian() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            code.append(chance.letter("BCDFGLMNPRST"));
        }
        code.append(chance.digits(2)).append(chance.letter("ABCDEHLMPRST"));
        code.append("%02d".formatted(chance.from(1, 28)))
                .append(chance.letter("ABCDFH"))
                .append(chance.digits(3));
        int sum = 0;
        for (int i = 0; i < 15; i++) {
            char c = code.charAt(i);
            int place = Character.isDigit(c) ? c - '0' : c - 'A';
            sum += i % 2 == 1 ? place : ITALIAN_ODD.indexOf('A' + place);
        }
        return code.append((char) ('A' + sum % 26)).toString();
    }

    private String brazilian() {
        return searched("###.###.###-##", n -> {
            String d = n.replaceAll("\\D", "");
            int one = sum(d.substring(0, 9), 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 % 10;
            int two = sum(d.substring(0, 10), 0, 1, 2, 3, 4, 5, 6, 7, 8, 9) % 11 % 10;
            return d.endsWith("" + one + two);
        });
    }

    private String czech() {
        return dated("%2$02d%3$02d%4$02d/", "####", n -> rest(n.replace("/", ""), 11) == 0);
    }

    private String swedish() {
        boolean century = chance.below(2) == 0;
        return dated(
                century ? "%1$d%2$02d%3$02d%4$02d-" : "%2$02d%3$02d%4$02d-",
                "####",
                n -> passesLuhn(n.replace("-", "").substring(century ? 2 : 0)));
    }

    private String finnish() {
        String date = "%02d%02d%02d".formatted(chance.from(1, 28), chance.from(1, 12), chance.from(40, 99));
        String number = "%03d".formatted(chance.from(2, 899));
        return date + "-" + number + "0123456789ABCDEFHJKLMNPRSTUVWXY".charAt(rest(date + number, 31));
    }

    private String turkish() {
        return searched("[1-9]##########", n -> {
            int tenth = Math.floorMod(sum(n, 7, -1, 7, -1, 7, -1, 7, -1, 7, 0, 0), 10);
            int eleventh = sum(n, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0) % 10;
            return n.endsWith("" + tenth + eleventh);
        });
    }

    private static int japanese(String number) {
        int rest = sum(number, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 0) % 11;
        return rest <= 1 ? 0 : 11 - rest;
    }

    private String chinese() {
        String body = chance.of("110101", "310104", "440305", "510107")
                + chance.from(1950, 2005)
                + "%02d%02d".formatted(chance.from(1, 12), chance.from(1, 28))
                + chance.digits(3);
        for (char last : "0123456789X".toCharArray()) {
            int sum = last == 'X' ? 10 : last - '0';
            for (int i = 0; i < 17; i++) {
                sum += (body.charAt(i) - '0') * BigInteger.TWO.pow(17 - i).intValue();
            }
            if (sum % 11 == 1) {
                return body + last;
            }
        }
        throw new IllegalStateException(body);
    }
}
