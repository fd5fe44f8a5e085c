package io.cascadeflow.policy.classify;

import java.util.ArrayList;
import java.util.List;

/**
 * Examples, of which a part is not learned from. Which part an example is in depends on its text alone.
 *
 * @param learned four of five
 * @param heldOut one of five
 */
public record HeldOut(List<Example> learned, List<Example> heldOut) {

    private static final int ONE_OF = 5;

    public HeldOut {
        learned = List.copyOf(learned);
        heldOut = List.copyOf(heldOut);
    }

    public static HeldOut of(List<Example> examples) {
        List<Example> learned = new ArrayList<>();
        List<Example> heldOut = new ArrayList<>();
        for (Example example : examples) {
            long hash = 1;
            for (int i = 0; i < example.text().length(); i++) {
                hash = Grams.step(hash, example.text().charAt(i));
            }
            (Long.remainderUnsigned(Grams.mix(hash), ONE_OF) == 0 ? heldOut : learned).add(example);
        }
        return new HeldOut(learned, heldOut);
    }
}
