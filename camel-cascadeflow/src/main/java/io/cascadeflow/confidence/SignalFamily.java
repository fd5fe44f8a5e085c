package io.cascadeflow.confidence;

/** What a signal speaks of, by the first part of its name. */
public enum SignalFamily {
    /** Further samples: the strongest evidence there is without a judge. */
    AGREEMENT,
    /** What was measured or recomputed. */
    EVIDENCE,
    /** How question and draft are laid out: a habit of the models in the recording. */
    STYLE;

    /** The family of the signal of this name. */
    public static SignalFamily of(String signal) {
        String family = signal.substring(0, Math.max(0, signal.indexOf('.')));
        return switch (family) {
            case "agreement" -> AGREEMENT;
            case "style", "topic", "repetition", "ending", "script", "length" -> STYLE;
            case "asked" -> signal.equals("asked.size") ? EVIDENCE : STYLE;
            default -> EVIDENCE;
        };
    }
}
