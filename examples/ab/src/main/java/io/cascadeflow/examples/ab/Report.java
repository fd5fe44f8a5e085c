package io.cascadeflow.examples.ab;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.examples.ab.Arm.Measure;
import io.cascadeflow.pricing.Usd;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came out.
 *
 * @param ledger what the ledger says that all cost
 */
record Report(Arm a, Arm b, Usd ledger) {

    /** The answers' headers and the ledger say the same, to the nano-dollar. */
    boolean addsUp() {
        return a.usd().add(b.usd()).compareTo(ledger.toBigDecimal()) == 0;
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%-4s %6s %10s %9s %8s %15s %12s"
                .formatted("arm", "users", "questions", "accepted", "quality", "USD a question", "USD in all"));
        List.of(a, b).forEach(arm -> lines.add(row(arm)));
        lines.add("");
        lines.add("b against a, by intervals of 95 %, users drawn anew:");
        for (Measure measure : Measure.values()) {
            lines.add("  %-9s %s"
                    .formatted(
                            measure.name().toLowerCase(Locale.ROOT),
                            Difference.of(measure, a, b)
                                    .map(Difference::reading)
                                    .orElse("unknown: ten users on each side are needed, and their answers' labels")));
        }
        if (!addsUp()) {
            lines.add(
                    "! the answers say %s USD, the ledger %s".formatted(a.usd().add(b.usd()), ledger));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private String row(Arm arm) {
        return "%-4s %6d %10d %9s %8s %15s %12s"
                .formatted(
                        arm.name(),
                        arm.users(),
                        arm.asked().size(),
                        percent(arm.mean(Measure.ACCEPTED)),
                        percent(arm.mean(Measure.QUALITY)),
                        Double.isNaN(arm.mean(Measure.COST))
                                ? "-"
                                : String.format(Locale.ROOT, "%.7f", arm.mean(Measure.COST)),
                        arm.usd().stripTrailingZeros().toPlainString());
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    String json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Arm arm : List.of(a, b)) {
            json.putObject(arm.name())
                    .put("users", arm.users())
                    .put("questions", arm.asked().size())
                    .put("accepted", known(arm.mean(Measure.ACCEPTED)))
                    .put("quality", known(arm.mean(Measure.QUALITY)))
                    .put("usdPerQuestion", known(arm.mean(Measure.COST)))
                    .put("usd", arm.usd());
        }
        ObjectNode differences = json.putObject("bLessA");
        for (Measure measure : Measure.values()) {
            String name = measure.name().toLowerCase(Locale.ROOT);
            Optional<Difference> difference = Difference.of(measure, a, b);
            difference.ifPresentOrElse(
                    known -> differences
                            .putObject(name)
                            .put("difference", known.difference())
                            .put("low", known.interval().low())
                            .put("high", known.interval().high())
                            .put("decided", known.isDecided())
                            .put("reading", known.reading()),
                    () -> differences.putNull(name));
        }
        return json.put("addsUp", addsUp()).toString();
    }

    private static @Nullable Double known(double value) {
        return Double.isNaN(value) ? null : value;
    }
}
