package io.cascadeflow.confidence;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Which profile a gate judged by.
 *
 * @param profile its name
 * @param version tells profiles of one name apart: of a fitted one its day and the beginning of the SHA-256 of its recording, of
 *     a written one the beginning of the SHA-256 of what it says
 */
public record GateVersion(String profile, String version) {

    private static final int DIGITS = 12;

    static GateVersion of(FittedProfile profile) {
        String recording = profile.source().sha256();
        String begins = recording.substring(0, Math.min(DIGITS, recording.length()));
        return new GateVersion(profile.name(), profile.source().fittedOn() + "-" + begins);
    }

    static GateVersion of(GateProfile profile) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(profile.toString().getBytes(StandardCharsets.UTF_8));
            return new GateVersion(
                    profile.name(), HexFormat.of().formatHex(digest).substring(0, DIGITS));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
