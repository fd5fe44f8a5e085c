package io.cascadeflow.confidence;

import java.util.Collections;
import java.util.List;

/** Turns a score in log-odds into the share of drafts of that score that are right. Never falling; pure. */
public sealed interface Calibration permits Calibration.Platt, Calibration.Isotonic {

    /** The probability, 0 to 1. */
    double confidence(double score);

    /**
     * A logistic curve: two numbers, for few labels.
     *
     * @param slope above 0
     */
    record Platt(double slope, double offset) implements Calibration {

        public Platt {
            if (!(slope > 0 && Double.isFinite(slope) && Double.isFinite(offset))) {
                throw new IllegalArgumentException("a calibration needs a finite slope above 0 and a finite offset");
            }
        }

        @Override
        public double confidence(double score) {
            return 1 / (1 + Math.exp(-(slope * score + offset)));
        }
    }

    /**
     * A curve through points, straight between them: for many labels.
     *
     * @param scores rising
     * @param shares not falling, 0 to 1; as many
     */
    record Isotonic(List<Double> scores, List<Double> shares) implements Calibration {

        public Isotonic {
            scores = List.copyOf(scores);
            shares = List.copyOf(shares);
            if (scores.size() < 2 || scores.size() != shares.size()) {
                throw new IllegalArgumentException("a calibration curve needs two points or more");
            }
            for (int i = 0; i < scores.size(); i++) {
                boolean rises = i == 0 || (scores.get(i) > scores.get(i - 1) && shares.get(i) >= shares.get(i - 1));
                if (!rises || !(shares.get(i) >= 0 && shares.get(i) <= 1)) {
                    throw new IllegalArgumentException(
                            "point %d of the calibration curve falls, or is no share".formatted(i));
                }
            }
        }

        @Override
        public double confidence(double score) {
            int last = scores.size() - 1;
            if (score <= scores.get(0) || score >= scores.get(last)) {
                return shares.get(score <= scores.get(0) ? 0 : last);
            }
            int at = Collections.binarySearch(scores, score);
            int below = at >= 0 ? Math.min(at, last - 1) : -at - 2;
            double span = scores.get(below + 1) - scores.get(below);
            double share = (score - scores.get(below)) / span;
            return shares.get(below) + share * (shares.get(below + 1) - shares.get(below));
        }
    }
}
