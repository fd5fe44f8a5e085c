package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.cascadeflow.cascade.Attribution;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes the members of an entry: always in the same order, without spaces, absent ones left out. Pure functions. */
final class EntryJson {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private EntryJson() {}

    /** What writes members. */
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** The members of an object, without its braces; at least one. */
    static String members(Members members) {
        StringWriter text = new StringWriter(1024);
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.getBuffer().substring(1, text.getBuffer().length() - 1);
    }

    static void attribution(JsonGenerator json, Attribution attribution) throws IOException {
        name(json, "run", attribution.runId());
        name(json, "tenant", attribution.tenant());
        name(json, "user", attribution.user());
        name(json, "project", attribution.project());
        name(json, "domain", attribution.domain());
    }

    static void name(JsonGenerator json, String member, @Nullable String value) throws IOException {
        text(json, member, value, Wording.MOST_IN_A_NAME);
    }

    static void text(JsonGenerator json, String member, @Nullable String value, int most) throws IOException {
        if (value != null && !value.isEmpty()) {
            json.writeStringField(member, Wording.cut(value, most));
        }
    }

    static void number(JsonGenerator json, String member, @Nullable Double value) throws IOException {
        if (value != null) {
            json.writeNumberField(member, value);
        }
    }

    static void word(JsonGenerator json, String member, Enum<?> value) throws IOException {
        json.writeStringField(member, value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
