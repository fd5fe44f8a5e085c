package io.cascadeflow.camel.dashboard;

import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.OptionalLong;

/** Numbers as people read them, with the exact ones beside them. Pure functions. */
final class Shown {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final MathContext SMALL = new MathContext(3, RoundingMode.HALF_UP);

    private Shown() {}

    /** Rounded for reading; the exact amount is the element's value. */
    static Html usd(Usd amount) {
        String exact = exact(amount);
        return Html.of("data", usdText(amount)).with("value", exact).with("title", exact + " USD");
    }

    static String usdText(Usd amount) {
        BigDecimal dollars = amount.toBigDecimal();
        BigDecimal size = dollars.abs();
        if (size.signum() == 0) {
            return "$0";
        }
        BigDecimal rounded = size.compareTo(BigDecimal.ONE) >= 0
                ? size.setScale(2, RoundingMode.HALF_UP)
                : size.round(SMALL).stripTrailingZeros();
        String text = size.compareTo(BigDecimal.ONE) >= 0
                ? String.format(Locale.ROOT, "%,.2f", rounded)
                : rounded.toPlainString();
        return (dollars.signum() < 0 ? "\u2212$" : "$") + text;
    }

    static String exact(Usd amount) {
        BigDecimal dollars = amount.toBigDecimal();
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }

    static Html count(long count) {
        return Html.of("data", String.format(Locale.ROOT, "%,d", count)).with("value", count);
    }

    /** A part of a whole as a percentage; a dash when there is no whole. */
    static String share(double part, double whole) {
        return whole == 0 ? "\u2013" : String.format(Locale.ROOT, "%.1f %%", 100 * part / whole);
    }

    static String milliseconds(OptionalLong time) {
        if (time.isEmpty()) {
            return "\u2013";
        }
        long ms = time.getAsLong();
        return ms < 1000 ? ms + " ms" : String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }

    static Html time(Instant at) {
        return Html.of("time", TIME.format(at)).with("datetime", at);
    }
}
