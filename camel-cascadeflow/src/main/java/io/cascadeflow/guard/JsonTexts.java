package io.cascadeflow.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Changes the texts, names and numbers of JSON documents, which stay valid and otherwise as they are. */
final class JsonTexts {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonTexts() {}

    /** What becomes of a text. */
    @FunctionalInterface
    interface Change {

        /** @param label the words of the name of its field; empty when it has none */
        String of(String label, String text);
    }

    /** The document with its texts changed; itself when nothing is. What is no JSON is changed as a text. */
    static String changed(String json, Change change) {
        Changing changing = new Changing(change);
        String changed = changing.of(json);
        if (changed == null) {
            return change.of("", json);
        }
        return changing.hasChanged ? changed : json;
    }

    /** Whether something may be a JSON document with texts in it. */
    static boolean looksLikeJson(String text) {
        String start = text.substring(0, Math.min(text.length(), 64)).stripLeading();
        return start.startsWith("{") || start.startsWith("[");
    }

    /** One document. */
    private static final class Changing {

        private final Change change;
        private boolean hasChanged;

        Changing(Change change) {
            this.change = change;
        }

        /** Absent when it is no JSON. */
        @Nullable
        String of(String json) {
            StringWriter changed = new StringWriter(json.length());
            try (JsonParser parser = JSON.createParser(json);
                    JsonGenerator generator = JSON.createGenerator(changed)) {
                for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                    copy(token, parser, generator);
                }
            } catch (JsonProcessingException noJson) {
                return null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return changed.toString();
        }

        private void copy(JsonToken token, JsonParser parser, JsonGenerator generator) throws IOException {
            switch (token) {
                case FIELD_NAME -> generator.writeFieldName(text("", parser.currentName()));
                case VALUE_STRING -> generator.writeString(text(label(parser.currentName()), parser.getText()));
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    String number = parser.getText();
                    String text = text(label(parser.currentName()), number);
                    if (text.equals(number)) {
                        generator.writeNumber(number);
                    } else {
                        generator.writeString(text);
                    }
                }
                default -> generator.copyCurrentEvent(parser);
            }
        }

        /** The words of a field's name, which may be written as in {@code homePhone}. */
        private static String label(@Nullable String name) {
            StringBuilder words = new StringBuilder();
            for (char c : (name == null ? "" : name).toCharArray()) {
                words.append(Character.isUpperCase(c) ? " " : "").append(c);
            }
            return words.toString();
        }

        private String text(String label, String text) {
            String with = change.of(label, text);
            hasChanged |= !with.equals(text);
            return with;
        }
    }
}
