package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Numbers;
import io.cascadeflow.confidence.text.Sums;
import java.util.List;

/** What recomputing the draft's own sums shows, and where its numbers come from. */
final class ArithmeticSignals implements SignalSource {

    /** A question with fewer numbers than this need not ask for a calculation. */
    private static final int NUMBERS_TO_CALCULATE_WITH = 2;
    /** More places than this are all the same: a value that was divided and not rounded. */
    private static final int MANY_DECIMALS = 3;

    private static final Signal SOUND = Signal.text(
            "arithmetic.sound",
            "1 when every equation that can be recomputed holds, else 0; absent when there is none");
    private static final Signal WRONG_SHARE = Signal.text(
            "arithmetic.wrong-share",
            "share of the equations that can be recomputed and do not hold, 0 to 1; absent when there is none");
    private static final Signal CHECKED = Signal.text(
            "arithmetic.checked", "equations that could be recomputed, 1 or more; absent when there is none");
    private static final Signal MISSING = Signal.text(
            "arithmetic.missing",
            "1 when nothing can be recomputed although the question names two numbers or more; else absent");
    private static final Signal FINAL_MATCHES = Signal.text(
            "final.matches",
            "1 when the last number is the value computed last, else 0; absent when nothing was computed");
    private static final Signal FINAL_DECIMALS = Signal.text(
            "final.decimals",
            "decimal places of the last number beyond those of any number in the question, 0 to 3; absent without a number");
    private static final Signal USED = Signal.text(
            "numbers.used", "share of the question's numbers that the draft names, 0 to 1; absent when it has none");
    private static final Signal FROM_NOWHERE = Signal.text(
            "numbers.from-nowhere",
            "share of the draft's numbers that neither the question names nor an equation yields, 0 to 1; absent when the"
                    + " question or the draft has no number");

    @Override
    public List<Signal> signals() {
        return List.of(SOUND, WRONG_SHARE, CHECKED, MISSING, FINAL_MATCHES, FINAL_DECIMALS, USED, FROM_NOWHERE);
    }

    @Override
    public void observe(DraftFacts facts, Observations into) {
        if (facts.answer().isBlank()) {
            return;
        }
        Numbers asked = facts.question().numbers();
        Numbers named = facts.answer().numbers();
        sums(facts.answer().sums(), asked, into);
        if (!Double.isNaN(facts.answer().sums().last())) {
            into.put(FINAL_MATCHES, named.endWith(facts.answer().sums().last()) ? 1 : 0);
        }
        if (!asked.isEmpty()) {
            into.put(USED, named.shareOf(asked));
            into.put(
                    FROM_NOWHERE,
                    named.shareFromNowhere(asked, facts.answer().sums().values()));
        }
        if (!named.isEmpty()) {
            into.put(FINAL_DECIMALS, excess(named.lastDecimals(), asked.mostDecimals()));
        }
    }

    private static void sums(Sums sums, Numbers asked, Observations into) {
        if (sums.checked() > 0) {
            into.put(SOUND, sums.wrong() == 0 ? 1 : 0);
            into.put(WRONG_SHARE, sums.wrong() / (double) sums.checked());
            into.put(CHECKED, sums.checked());
        } else if (asked.distinct() >= NUMBERS_TO_CALCULATE_WITH) {
            into.put(MISSING, 1);
        }
    }

    private static double excess(int places, int askedPlaces) {
        return Math.max(0, Math.min(MANY_DECIMALS, places) - askedPlaces);
    }
}
