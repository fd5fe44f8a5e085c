package io.cascadeflow.guard.find;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds phone numbers: those with a country's code, those written as their country writes them, and others after a word such as
 * {@code tel}. What a number must be like says libphonenumber, an optional dependency.
 */
final class PhoneDetector implements Detector {

    private static final int FEWEST = 7;
    private static final String ANYWHERE = "ZZ";
    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final Region northAmerica = region("US");

    /** Whose numbers are known without their country's code: those of the languages that context words are there for. */
    private final List<Region> regions = Stream.of(
                    "US", "GB", "DE", "FR", "ES", "IT", "NL", "BE", "CH", "AT", "PL", "SE", "NO", "DK", "FI", "PT",
                    "BR", "TR", "CN", "JP", "CZ", "AU", "IN", "IE")
            .map(this::region)
            .toList();

    /** Those where a number for the whole country begins with a 0. */
    private final List<Region> withZero = regions.stream()
            .filter(region -> region.prefix().equals("0") || region.name().equals("IT"))
            .toList();

    /**
     * Numbers of one country.
     *
     * @param code of the country
     * @param prefix what is dialled before a number within the country, and is no part of it; empty for nothing
     */
    private record Region(String name, int code, String prefix) {

        PhoneNumber number(String digits) {
            String national =
                    !prefix.isEmpty() && digits.startsWith(prefix) ? digits.substring(prefix.length()) : digits;
            PhoneNumber number =
                    new PhoneNumber().setCountryCode(code).setNationalNumber(Long.parseLong("0" + national));
            return national.startsWith("0") ? number.setItalianLeadingZero(true) : number;
        }
    }

    private Region region(String name) {
        String prefix = numbers.getNddPrefixForRegion(name, true);
        return new Region(name, numbers.getCountryCodeForRegion(name), prefix == null ? "" : prefix);
    }

    @Override
    public String kind() {
        return PersonalData.PHONE.word();
    }

    @Override
    public List<Span> find(String text) {
        List<Span> found = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean begins = (Characters.isDigit(c) || isPlus(c) || c == '(') && Characters.isStart(text, at);
            if (!begins || isInside(text, at) || !DialString.isClosed(text, at)) {
                at++;
                continue;
            }
            DialString dialled = DialString.at(text, at);
            int end = dialled.digits() < FEWEST ? at : end(text, dialled);
            if (end > at) {
                found.add(new Span(at, end, kind()));
            }
            at = Math.max(at + 1, end > at ? end : dialled.firstEnd());
        }
        return found;
    }

    static boolean isPlus(char c) {
        return c == '+' || c == '\uff0b';
    }

    private static boolean isInside(String text, int at) {
        boolean afterColon = at > 1 && text.charAt(at - 1) == ':' && Characters.isDigit(text.charAt(at - 2));
        return afterColon || Form.isInside(text, at, false);
    }

    /** The end of the longest number that begins here; the beginning when there is none. */
    private int end(String text, DialString dialled) {
        boolean coded = dialled.isInternational(text);
        List<Region> those = coded || Form.isInside(text, dialled.start(), true) ? List.of() : regions(text, dialled);
        for (int end : coded || !those.isEmpty() ? dialled.ends() : List.<Integer>of()) {
            String digits = DialString.digits(text, dialled.start(), end);
            if (coded
                    ? isValid(digits)
                    : those.stream().anyMatch(region -> numbers.isValidNumber(region.number(digits)))) {
                return end;
            }
        }
        return dialled.start();
    }

    /** Whose number this may be, by its form and by what is said before it; empty for nobody's. */
    private List<Region> regions(String text, DialString dialled) {
        int other = ContextWords.SHIPPED.notPhone().before(text, dialled.start());
        int phone = ContextWords.SHIPPED.phone().before(text, dialled.start());
        if (phone >= 0 && (other < 0 || phone < other)) {
            return regions;
        }
        if (other >= 0 || !dialled.isAlone(text) || dialled.isDate(text)) {
            return List.of();
        }
        if (dialled.isNorthAmerican(text)) {
            return List.of(northAmerica);
        }
        return dialled.beginsWithZero(text) ? withZero : List.of();
    }

    /** @param digits with a country's code, and perhaps the two zeros before it */
    private boolean isValid(String digits) {
        String number = "+" + (digits.startsWith("00") ? digits.substring(2) : digits);
        try {
            return numbers.isValidNumber(numbers.parse(number, ANYWHERE));
        } catch (NumberParseException ofNoCountry) {
            return false;
        }
    }
}
