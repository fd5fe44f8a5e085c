package io.cascadeflow.audit.trail;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes what is kept of texts. Pure functions. */
final class ContentJson {

    private ContentJson() {}

    /**
     * The member {@code content}.
     *
     * @param question what the question is called
     * @param answer what the answer is called
     */
    static void write(JsonGenerator json, KeptContent content, String question, String answer) throws IOException {
        json.writeObjectFieldStart("content");
        EntryJson.word(json, "kept", content.kept());
        if (content.redactorFailed()) {
            json.writeBooleanField("redactorFailed", true);
        }
        text(json, question, content.question());
        text(json, answer, content.answer());
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String member, @Nullable KeptText kept) throws IOException {
        if (kept == null) {
            return;
        }
        json.writeObjectFieldStart(member);
        json.writeStringField("sha256", kept.sha256());
        json.writeNumberField("characters", kept.characters());
        if (kept.text() != null) {
            json.writeStringField("text", kept.text());
        }
        if (kept.cut()) {
            json.writeBooleanField("cut", true);
        }
        json.writeEndObject();
    }
}
