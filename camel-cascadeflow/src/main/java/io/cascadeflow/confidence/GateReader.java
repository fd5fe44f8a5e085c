package io.cascadeflow.confidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Makes gates of profiles in JSON, priors and fitted ones. */
public final class GateReader {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private GateReader() {}

    /**
     * Reads a profile of any version that this release knows.
     *
     * @param source what to call it in messages, such as the file's name
     * @throws UnusableProfileException when it is a fitted profile that may not be used, with the reason
     * @throws IllegalArgumentException when it is no profile at all
     */
    public static Gate read(String source, InputStream in) throws IOException {
        byte[] json = in.readAllBytes();
        if (version(json) <= GateProfile.VERSION) {
            return ProfileGate.of(GateProfile.read(source, new ByteArrayInputStream(json)));
        }
        try {
            return FittedGate.of(FittedProfileReader.read(source, json));
        } catch (UnusableProfileException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UnusableProfileException(String.valueOf(e.getMessage()));
        }
    }

    /** 0 when there is none: the reader of priors says what is wrong then. */
    private static int version(byte[] json) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(json);
            return root.path("schema").asText().equals(ProfileJson.SCHEMA)
                    ? root.path("version").asInt(0)
                    : 0;
        } catch (JsonProcessingException e) {
            return 0;
        }
    }
}
