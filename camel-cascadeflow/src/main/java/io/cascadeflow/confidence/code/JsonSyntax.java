package io.cascadeflow.confidence.code;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** One JSON value, nothing after it. */
final class JsonSyntax implements Syntax {

    private static final JsonFactory FACTORY = new JsonFactory();

    @Override
    public boolean accepts(String code) {
        try (JsonParser parser = FACTORY.createParser(code)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
