package io.cascadeflow.budget.report.bill;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** How a bill writes days. */
@FunctionalInterface
public interface BillDays {

    /**
     * Reads a day.
     *
     * @throws java.time.DateTimeException when the text is none
     * @throws NumberFormatException when the text is none
     */
    LocalDate dayOf(String text);

    /** Days as {@code 2026-11-23}. */
    static BillDays iso() {
        return LocalDate::parse;
    }

    /** Days by a pattern of {@link DateTimeFormatter}, such as {@code d MMM yyyy}; months in English. */
    static BillDays pattern(String pattern) {
        DateTimeFormatter format = DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
        return text -> LocalDate.parse(text, format);
    }

    /** Times as {@code 2026-11-23T00:00:00Z}; the zone says which day that is. */
    static BillDays instants(ZoneId zone) {
        return text -> parse(text).atZone(zone).toLocalDate();
    }

    /** Times as seconds since 1970; the zone says which day that is. */
    static BillDays epochSeconds(ZoneId zone) {
        return text -> Instant.ofEpochSecond(Long.parseLong(text)).atZone(zone).toLocalDate();
    }

    private static Instant parse(String text) throws DateTimeParseException {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
    }
}
