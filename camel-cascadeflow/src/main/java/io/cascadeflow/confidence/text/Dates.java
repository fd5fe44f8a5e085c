package io.cascadeflow.confidence.text;

import java.text.DateFormatSymbols;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a date in any common notation: numbers in any order, months as numbers or by name. */
final class Dates {

    private static final List<String> LANGUAGES =
            List.of("en", "de", "fr", "es", "ru", "el", "ar", "he", "hi", "th", "ko", "zh", "ja");

    private static final Map<String, Integer> MONTHS = months();
    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 2999;
    private static final int MOST_DAYS = 31;

    private Dates() {}

    /**
     * The year, and the month and day in rising order, since {@code 3/4} is the third of April to some and the fourth of March
     * to others; absent when the text is no date and nothing else.
     */
    static @Nullable String in(String text) {
        double[] numbers = Numbers.in(text).values();
        int month = monthIn(text);
        double[] parts = month == 0 ? numbers : with(numbers, month);
        if (parts.length != 3) {
            return null;
        }
        Arrays.sort(parts);
        boolean date = parts[2] >= FIRST_YEAR
                && parts[2] <= LAST_YEAR
                && parts[0] >= 1
                && parts[1] <= MOST_DAYS
                && parts[0] <= 12
                && Arrays.stream(parts).allMatch(part -> part == Math.rint(part));
        return date ? Arrays.toString(parts) : null;
    }

    private static double[] with(double[] numbers, double month) {
        double[] all = Arrays.copyOf(numbers, numbers.length + 1);
        all[numbers.length] = month;
        return all;
    }

    /** 0 when no month is named. */
    private static int monthIn(String text) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i <= text.length(); i++) {
            if (i < text.length() && Glyphs.isWordPart(text.charAt(i))) {
                word.append(Character.toLowerCase(text.charAt(i)));
            } else if (word.length() > 0) {
                Integer month = MONTHS.get(word.toString());
                if (month != null) {
                    return month;
                }
                word.setLength(0);
            }
        }
        return 0;
    }

    private static Map<String, Integer> months() {
        Map<String, Integer> months = new HashMap<>();
        for (String language : LANGUAGES) {
            DateFormatSymbols names = DateFormatSymbols.getInstance(Locale.forLanguageTag(language));
            add(months, names.getMonths());
            add(months, names.getShortMonths());
        }
        return Map.copyOf(months);
    }

    private static void add(Map<String, Integer> months, String[] names) {
        for (int i = 0; i < 12; i++) {
            String name = names[i].toLowerCase(Locale.ROOT).replace(".", "");
            if (name.chars().allMatch(c -> Glyphs.isWordPart((char) c)) && !name.isEmpty()) {
                months.putIfAbsent(name, i + 1);
            }
        }
    }
}
