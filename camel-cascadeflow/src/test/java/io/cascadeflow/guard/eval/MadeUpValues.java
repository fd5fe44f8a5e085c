package io.cascadeflow.guard.eval;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Personal data that belongs to nobody, as people of a locale write it. */
final class MadeUpValues {

    private static final Map<String, Integer> DOMESTIC_DIGITS = Map.ofEntries(
            Map.entry("GB", 18),
            Map.entry("DE", 18),
            Map.entry("AT", 16),
            Map.entry("CH", 17),
            Map.entry("FR", 23),
            Map.entry("BE", 12),
            Map.entry("NL", 14),
            Map.entry("ES", 20),
            Map.entry("IT", 23),
            Map.entry("PL", 24),
            Map.entry("CZ", 20),
            Map.entry("SE", 20),
            Map.entry("NO", 11),
            Map.entry("DK", 14),
            Map.entry("FI", 14),
            Map.entry("TR", 22));

    private final Chance chance;
    private final MadeUpIds ids;
    private final Map<String, List<String>> phones;

    MadeUpValues(Chance chance, Map<String, List<String>> phones) {
        this.chance = chance;
        this.ids = new MadeUpIds(chance);
        this.phones = phones;
    }

    String of(String kind, String locale) {
        return switch (kind) {
            case "email" -> email();
            case "phone" -> chance.filled(chance.of(Objects.requireNonNull(phones.get(locale))));
            case "card" -> card();
            case "iban" -> iban(country(locale));
            case "ip" -> ip();
            case "id" -> ids.of(country(locale));
            default -> throw new IllegalArgumentException(kind);
        };
    }

    static String country(String locale) {
        return locale.substring(3);
    }

    private String email() {
        String name = chance.of(
                "anna",
                "j.smith",
                "mario_rossi",
                "x",
                "0791234567",
                "li.wei88",
                "Büro",
                "o-neil",
                "team+news",
                "KONTAKT");
        String host = chance.of(
                "example.com",
                "mail.example.org",
                "firma-ag.ch",
                "xn--bcher-kva.de",
                "müller.de",
                "example.co.uk",
                "a.io",
                "EXAMPLE.NET",
                "163.com");
        return name + (chance.below(3) == 0 ? chance.from(1, 99) : "") + "@" + host;
    }

    private String card() {
        String prefix = chance.of(
                "4", "4", "51", "55", "2221", "34", "37", "36", "6011", "3530", "622126", "4:13", "4:19", "6759:19");
        String start = prefix.split(":")[0];
        int length = prefix.contains(":")
                ? Integer.parseInt(prefix.split(":")[1])
                : start.startsWith("34") || start.startsWith("37") ? 15 : start.equals("36") ? 14 : 16;
        String number;
        do {
            number = start + chance.digits(length - start.length());
        } while (!MadeUpIds.passesLuhn(number));
        String separator = chance.of("", " ", "-", " ");
        return length == 15 ? grouped(number, separator, 4, 6, 5) : grouped(number, separator, 4, 4, 4, 4, 3);
    }

    /** A number with the right form whose check digit is wrong by one. */
    String brokenCard() {
        String card = card();
        int last = card.charAt(card.length() - 1) - '0';
        return card.substring(0, card.length() - 1) + (last + 1) % 10;
    }

    static String grouped(String number, String separator, int... sizes) {
        StringBuilder grouped = new StringBuilder();
        int at = 0;
        for (int size : sizes) {
            if (at < number.length()) {
                grouped.append(at == 0 ? "" : separator).append(number, at, Math.min(number.length(), at + size));
                at += size;
            }
        }
        return grouped.toString();
    }

    String iban(String country) {
        // those who have none transfer to somebody who has
        String of = DOMESTIC_DIGITS.containsKey(country) ? country : chance.of("DE", "CH", "GB");
        int length = DOMESTIC_DIGITS.getOrDefault(of, 0);
        String bank = of.equals("GB") || of.equals("NL") ? chance.of("ABNA", "BUKB", "INGB") : "";
        String account = bank + chance.digits(length - bank.length());
        StringBuilder digits = new StringBuilder();
        for (char c : (account + of + "00").toCharArray()) {
            digits.append(Character.getNumericValue(c));
        }
        int check = 98
                - new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).intValue();
        String iban = "%s%02d%s".formatted(of, check, account);
        return switch (chance.below(4)) {
            case 0 -> iban;
            case 1 -> grouped(iban.toLowerCase(Locale.ROOT), " ", 4, 4, 4, 4, 4, 4, 4, 4, 4);
            default -> grouped(iban, " ", 4, 4, 4, 4, 4, 4, 4, 4, 4);
        };
    }

    private String ip() {
        return switch (chance.below(6)) {
            case 0 -> "2001:db8:%x:%x:%x:%x:%x:%x".formatted(word(), word(), word(), word(), word(), word());
            case 1 -> "fe80::%x:%x".formatted(word(), chance.from(1, 9));
            case 2 -> "2001:DB8::%X".formatted(chance.from(1, 9));
            case 3 -> "::ffff:%d.%d.%d.%d".formatted(octet(), octet(), octet(), octet());
            default -> "%d.%d.%d.%d".formatted(chance.from(1, 223), octet(), octet(), octet());
        };
    }

    private int word() {
        return chance.from(1, 0xffff);
    }

    private int octet() {
        return chance.below(256);
    }

    String id(String country) {
        return ids.of(country);
    }
}
