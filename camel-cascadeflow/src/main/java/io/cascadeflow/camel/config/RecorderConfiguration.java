package io.cascadeflow.camel.config;

/**
 * The configured recorder of live traffic.
 *
 * @param file where it is written
 * @param kept how much of each question and answer
 * @param maxFileBytes from which on the next file begins
 * @param keep how many files are kept beside the one that is written
 * @param share the chance, above 0 to 1, with which a question is recorded that was not audited
 */
public record RecorderConfiguration(String file, Kept kept, long maxFileBytes, int keep, double share) {

    /** How much of each question and answer is kept. */
    public enum Kept {
        FULL,
        REDACTED,
        FEATURES
    }
}
