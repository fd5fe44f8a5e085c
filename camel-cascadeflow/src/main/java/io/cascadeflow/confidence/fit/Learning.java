package io.cascadeflow.confidence.fit;

import io.cascadeflow.confidence.GramWeights;
import io.cascadeflow.confidence.SignalFamily;
import io.cascadeflow.confidence.Weights;
import io.cascadeflow.confidence.Weights.Weight;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Learns weights from examples under given penalties. The columns are read once, and each fit starts from the one before. */
final class Learning {

    private final List<Example> examples;
    private final Columns columns;
    private final Table withGrams;
    private final Table withoutGrams;
    private double[] last;

    Learning(List<Example> examples) {
        this.examples = examples;
        this.columns = new Columns(examples);
        this.withGrams = new Table(examples, columns, true);
        this.withoutGrams = new Table(examples, columns, false);
        this.last = new double[withGrams.columns];
        double right = examples.stream().filter(Example::right).count();
        last[withGrams.intercept()] = Math.log((right + 1) / (examples.size() - right + 1));
    }

    Weights fit(Penalties penalties) {
        Table table = penalties.hasGrams() ? withGrams : withoutGrams;
        double[] found = Ridge.fit(table, penaltyOf(table, penalties), Arrays.copyOf(last, table.columns));
        System.arraycopy(found, 0, last, 0, found.length);
        return weights(table, found);
    }

    private double[] penaltyOf(Table table, Penalties penalties) {
        double[] penalty = new double[table.columns];
        Arrays.fill(penalty, penalties.grams());
        for (int i = 0; i < columns.signals().size(); i++) {
            double held = penalties.of(SignalFamily.of(columns.signals().get(i).name()));
            penalty[2 * i] = held;
            penalty[2 * i + 1] = held;
        }
        Arrays.fill(penalty, 2 * columns.signals().size(), columns.width(), Penalties.DOMAIN);
        penalty[table.intercept()] = 0;
        return penalty;
    }

    private Weights weights(Table table, double[] found) {
        Map<String, Weight> signals = new LinkedHashMap<>();
        double intercept = found[table.intercept()];
        for (int i = 0; i < columns.signals().size(); i++) {
            Columns.Scaled signal = columns.signals().get(i);
            double share = signal.absentShare();
            double absence = signal.absenceTells() ? found[2 * i + 1] / Math.sqrt(share * (1 - share)) : 0;
            intercept -= absence * share;
            signals.put(signal.name(), new Weight(found[2 * i], signal.centre(), signal.scale(), absence));
        }
        Map<String, Double> domains = new LinkedHashMap<>();
        for (int i = 0; i < columns.domains().size(); i++) {
            domains.put(columns.domains().get(i), found[2 * columns.signals().size() + i]);
        }
        GramWeights grams = grams(table, found);
        return new Weights(intercept + grams.centre(), signals, domains, grams);
    }

    private GramWeights grams(Table table, double[] found) {
        float[] weights = new float[columns.known().length];
        double centre = 0;
        if (table == withGrams) {
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) found[columns.width() + 1 + i];
            }
            for (int row = 0; row < table.rows; row++) {
                centre += table.words(row, found) / examples.size();
            }
        }
        return new GramWeights(columns.known(), weights, centre);
    }
}
