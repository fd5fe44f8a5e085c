package io.cascadeflow.confidence.text;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text quotes. Linear in the text. */
public final class Quotes {

    /** Shorter ones are names and terms, not quotations. */
    private static final int SHORTEST = 12;

    private static final int LONGEST = 600;

    private static final Pattern QUOTATION = Pattern.compile(
            "\"([^\"\n]{%1$d,%2$d})\"|“([^”\n]{%1$d,%2$d})”|„([^“\n]{%1$d,%2$d})“|«([^»\n]{%1$d,%2$d})»|「([^」\n]{%1$d,%2$d})」"
                    .formatted(SHORTEST, LONGEST));

    private Quotes() {}

    /** The share of quotations that stand in one of the passages, whatever case and blanks; NaN without any. */
    public static double shareIn(String text, List<String> passages) {
        List<String> plain = passages.stream().map(Quotes::plain).toList();
        int quoted = 0;
        int found = 0;
        for (Matcher matcher = QUOTATION.matcher(text); matcher.find(); ) {
            String quotation =
                    plain(matcher.group().substring(1, matcher.group().length() - 1));
            quoted++;
            found += plain.stream().anyMatch(passage -> passage.contains(quotation)) ? 1 : 0;
        }
        return quoted == 0 ? Double.NaN : found / (double) quoted;
    }

    private static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ").strip();
    }
}
