package io.cascadeflow.confidence;

import io.cascadeflow.confidence.text.Citations;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known beside question and answer.
 *
 * @param domain the subject that the caller named; absent when nobody did
 * @param passages texts that the answer should rest on, as a retrieval found them; usually none
 * @param measured signals that were measured outside of this package, by name: by further calls, or by the user's own code.
 *     What could not be measured is not there
 * @param citable what is asked of citations
 */
public record DraftContext(
        @Nullable String domain, List<String> passages, Map<String, Double> measured, Citable citable) {

    /** Nothing is known. */
    public static final DraftContext NONE = new DraftContext(null, List.of(), Map.of());

    public DraftContext {
        passages = List.copyOf(passages);
        measured = Map.copyOf(measured);
    }

    /** Where nothing is asked of citations. */
    public DraftContext(@Nullable String domain, List<String> passages, Map<String, Double> measured) {
        this(domain, passages, measured, Citable.NOT_ASKED);
    }

    /** What a text cites of the passages. */
    public Citations citations(String text) {
        return Citations.of(text, citable.ids().isEmpty() ? Collections.nCopies(passages.size(), "") : citable.ids());
    }

    /** Only a domain, if there is one. */
    public static DraftContext of(@Nullable String domain) {
        return domain == null ? NONE : new DraftContext(domain, List.of(), Map.of());
    }

    public DraftContext withMeasured(Map<String, Double> measured) {
        return new DraftContext(domain, passages, measured, citable);
    }
}
