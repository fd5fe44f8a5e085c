package io.cascadeflow.replay;

import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.Features;
import io.cascadeflow.confidence.FittedProfile.Skip;
import io.cascadeflow.confidence.Outlook;
import io.cascadeflow.confidence.Prefix;
import io.cascadeflow.confidence.fit.Example;
import io.cascadeflow.confidence.fit.Fitted;
import io.cascadeflow.confidence.fit.Outlooks;
import io.cascadeflow.confidence.fit.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a recording teaches beside the gate itself: what to expect of a draft before it is there, and what usual traffic
 * looks like.
 *
 * @param small the model of the drafts
 * @param fitted the gate whose confidences are foreseen
 */
record Foresight(Lessons lessons, String small, Fitted fitted) {

    private static final int TENTHS = 10;
    /** Of fewer values no tenths can be told. */
    private static final int FEWEST = 50;

    /** Nine cut points of confidence and of each of these signals. */
    Map<String, List<Double>> reference(Iterable<String> signals) {
        Map<String, List<Double>> reference = new TreeMap<>();
        cuts("confidence", expected(), reference);
        for (String signal : signals) {
            double[] values = lessons.examples().stream()
                    .filter(Example::first)
                    .map(example -> example.features().signals().get(signal))
                    .filter(value -> value != null)
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            cuts(signal, values, reference);
        }
        return reference;
    }

    private static void cuts(String name, double[] values, Map<String, List<Double>> reference) {
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length >= FEWEST) {
            reference.put(name, Quantiles.of(sorted, TENTHS).subList(1, TENTHS));
        }
    }

    private double[] expected() {
        return fitted.expected().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** @param costRatio see {@link Skip#costRatio} */
    @Nullable
    Skip skip(@Nullable Double costRatio) {
        List<Example> looks = new ArrayList<>();
        for (Example example : lessons.examples()) {
            if (example.first()) {
                looks.add(with(example, example.features().ofQuestion()));
            }
        }
        Outlook outlook = Outlooks.of(looks, expected(), fitted.penalties());
        return outlook == null ? null : new Skip(outlook, costRatio);
    }

    /** By size of the draft so far; sizes that too few drafts reach are left out. */
    Map<Integer, Outlook> early() {
        Map<Integer, Outlook> early = new TreeMap<>();
        for (int size : Prefix.SIZES) {
            List<Example> looks = looksAt(size);
            Outlook outlook = Outlooks.of(looks, expected(), fitted.penalties().withoutWords());
            if (outlook != null) {
                early.put(size, outlook);
            }
        }
        return early;
    }

    private List<Example> looksAt(int size) {
        return IntStream.range(0, lessons.examples().size())
                .mapToObj(lessons.examples()::get)
                .filter(Example::first)
                .map(example -> {
                    Draft draft = Lessons.draft(lessons.items().get(example.question()), small, 1, 0);
                    return draft.reply().text().length() < size ? null : with(example, Prefix.features(draft, size));
                })
                .filter(look -> look != null)
                .toList();
    }

    private static Example with(Example example, Features features) {
        return new Example(example.question(), features, example.right(), true, example.weight());
    }
}
