package io.cascadeflow.guard.find;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What is found without a detector of the operator's: a closed set. */
public enum PersonalData {
    EMAIL,
    IBAN,
    CARD,
    ID,
    PHONE,
    IP;

    /** As a rule names it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(PersonalData::word).toList();
    }

    /** @throws IllegalArgumentException when phones are asked for and the library that knows them is not there */
    Detector detector() {
        return switch (this) {
            case EMAIL -> new EmailDetector();
            case IBAN -> new IbanDetector();
            case CARD -> new CardDetector();
            case ID -> new IdDetector(NationalIds.shipped());
            case PHONE -> phones();
            case IP -> new IpDetector();
        };
    }

    private static Detector phones() {
        try {
            return new PhoneDetector();
        } catch (NoClassDefFoundError missing) {
            throw new IllegalArgumentException(
                    "phone numbers are looked for by a library that is not there: add com.googlecode.libphonenumber:libphonenumber, or list the kinds without phone",
                    missing);
        }
    }
}
