package io.cascadeflow.camel.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.jspecify.annotations.Nullable;

/** What a tool said, as a text for the model. Of long texts never more is read than is told. */
final class ToolTexts {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ToolTexts() {}

    /**
     * The text.
     *
     * @param most characters of it
     * @throws IllegalArgumentException when it can be told neither as a text nor as JSON
     */
    static String of(@Nullable Object said, Exchange exchange, int most) throws IOException {
        if (isRead(said)) {
            try (Reader reader = exchange.getContext().getTypeConverter().convertTo(Reader.class, exchange, said)) {
                return reader == null ? "null" : beginning(reader, most);
            }
        }
        String text = said instanceof CharSequence || said instanceof byte[]
                ? exchange.getContext().getTypeConverter().convertTo(String.class, exchange, said)
                : json(said);
        return bounded(text, most);
    }

    /** The text, or its beginning and a note that there is more. */
    static String bounded(String text, int most) {
        return text.length() <= most
                ? text
                : cut(text, most)
                        + "\n[cut here: these are the first %d of %d characters]".formatted(most, text.length());
    }

    private static boolean isRead(@Nullable Object said) {
        return said instanceof InputStream
                || said instanceof Reader
                || said instanceof StreamCache
                || said instanceof File
                || said instanceof WrappedFile<?>;
    }

    private static String beginning(Reader reader, int most) throws IOException {
        char[] read = new char[Math.min(most, 8192)];
        StringBuilder text = new StringBuilder();
        int got = reader.read(read);
        while (got >= 0 && text.length() <= most) {
            text.append(read, 0, got);
            got = reader.read(read);
        }
        return text.length() <= most
                ? text.toString()
                : cut(text.toString(), most)
                        + "\n[cut here: these are the first %d characters, and there are more]".formatted(most);
    }

    /** Never within a character. */
    private static String cut(String text, int most) {
        boolean within = Character.isHighSurrogate(text.charAt(most - 1));
        return text.substring(0, within ? most - 1 : most);
    }

    private static String json(@Nullable Object said) {
        try {
            return MAPPER.writeValueAsString(said);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("what the tool says is neither a text nor JSON: a %s"
                    .formatted(said == null ? "null" : said.getClass().getName()));
        }
    }
}
