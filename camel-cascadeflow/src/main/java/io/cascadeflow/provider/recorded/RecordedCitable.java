package io.cascadeflow.provider.recorded;

import java.util.List;
import java.util.Set;

/**
 * What could be cited of the passages of a recorded question, and had to be. Immutable.
 *
 * @param ids how the passages are called, one for each and in their order, empty where one has no name; no ids where that is not
 *     recorded
 * @param demand what was asked of citations: {@code off}, {@code noted}, {@code valid} or {@code required}
 */
public record RecordedCitable(List<String> ids, String demand) {

    private static final Set<String> DEMANDS = Set.of("off", "noted", "valid", "required");

    /** Nothing is known, as in recordings from before it was recorded. */
    public static final RecordedCitable NONE = new RecordedCitable(List.of(), "off");

    /** @throws IllegalArgumentException when there is no such demand */
    public RecordedCitable {
        ids = List.copyOf(ids);
        if (!DEMANDS.contains(demand)) {
            throw new IllegalArgumentException("citable: demand is none of off, noted, valid, required");
        }
    }
}
