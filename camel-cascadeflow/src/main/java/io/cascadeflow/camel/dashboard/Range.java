package io.cascadeflow.camel.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How far back a page looks.
 *
 * @param days 1, 7 or 30
 */
record Range(int days) {

    private static final List<Integer> ALL = List.of(1, 7, 30);

    static Range of(Ask ask) {
        String asked = ask.get("days").orElse("1");
        return ALL.stream()
                .filter(days -> days.toString().equals(asked))
                .findFirst()
                .map(Range::new)
                .orElse(new Range(1));
    }

    /** The beginning of an hour. */
    Instant from(Instant now) {
        return now.minus(Duration.ofDays(days))
                .plus(Duration.ofHours(1))
                .truncatedTo(java.time.temporal.ChronoUnit.HOURS);
    }

    String words() {
        return words(days);
    }

    private static String words(int days) {
        return days == 1 ? "24 hours" : days + " days";
    }

    Html choice(String page) {
        Html list = Html.of("ul").with("class", "choice");
        for (int each : ALL) {
            list.add(Html.of(
                    "li",
                    Parts.link(words(each), Url.of(page, "days", Integer.toString(each)))
                            .with("aria-current", each == days ? "true" : null)));
        }
        return Html.of("nav", list).with("aria-label", "How far back");
    }
}
