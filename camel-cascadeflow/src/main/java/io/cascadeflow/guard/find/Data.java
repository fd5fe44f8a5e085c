package io.cascadeflow.guard.find;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** Reads the data files that the jar brings. */
final class Data {

    /** What reads one. */
    @FunctionalInterface
    interface Reading<T> {
        T from(JsonParser parser) throws IOException;
    }

    private Data() {}

    static <T> T read(String name, Reading<T> reading) {
        String path = "/META-INF/io/cascadeflow/guard/" + name;
        try (InputStream file = Objects.requireNonNull(Data.class.getResourceAsStream(path), path);
                JsonParser parser = JsonMapper.builder().build().createParser(file)) {
            return reading.from(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " cannot be read", e);
        }
    }
}
