package io.cascadeflow.guard.find;

/** A check digit by weights modulo 11, where 10 and 11 are written as 0. */
final class ElevenRule {

    private ElevenRule() {}

    /** Whether the digit after the weighted ones is right. */
    static boolean isRight(String digits, int... weights) {
        int check = 11 - Checksum.weighted(digits, weights) % 11;
        return (check > 9 ? 0 : check) == digits.charAt(weights.length) - '0';
    }
}
