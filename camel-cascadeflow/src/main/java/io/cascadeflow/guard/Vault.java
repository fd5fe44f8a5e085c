package io.cascadeflow.guard;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cascadeflow.guard.PlaceholderMatch.Result;
import java.util.Map;

/**
 * The values of one request by the names of their placeholders. Immutable. Its text form holds none of them.
 *
 * @param values by name, as in {@code EMAIL_1}
 */
public record Vault(Map<String, String> values) {

    /** How a value is written where it comes back. */
    enum Into {
        TEXT {
            @Override
            String written(String value) {
                return value;
            }
        },
        /** Within a text of a JSON document. */
        JSON {
            @Override
            String written(String value) {
                return new String(JsonStringEncoder.getInstance().quoteAsString(value));
            }
        };

        abstract String written(String value);
    }

    public Vault {
        values = Map.copyOf(values);
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** The text with every value in its place. A placeholder that is none of ours stays as it is. */
    public String restored(String text) {
        return restored(text, Into.TEXT);
    }

    /** The same for a JSON document, or a piece of one, which stays valid. */
    public String restoredJson(String json) {
        return restored(json, Into.JSON);
    }

    String restored(String text, Into into) {
        if (values.isEmpty()) {
            return text;
        }
        StringBuilder restored = new StringBuilder(text.length());
        int done = 0;
        for (int at = Placeholders.next(text, 0); at >= 0; at = Placeholders.next(text, at)) {
            PlaceholderMatch match = Placeholders.at(text, at);
            String value = match.result() == Result.THERE ? values.get(match.name()) : null;
            if (value == null) {
                // a backslash that another one escapes begins nothing
                at += into == Into.JSON && text.startsWith("\\\\", at) ? 2 : 1;
            } else {
                restored.append(text, done, at).append(into.written(value));
                done = match.end();
                at = done;
            }
        }
        return done == 0 ? text : restored.append(text, done, text.length()).toString();
    }

    /** From where on a text may go on as a placeholder; its length for nowhere. */
    int open(CharSequence text) {
        int longest = Math.max(0, text.length() - LONGEST);
        for (int at = Placeholders.next(text, longest); at >= 0; at = Placeholders.next(text, at + 1)) {
            if (!values.isEmpty() && Placeholders.at(text, at).result() == Result.OPEN) {
                return at;
            }
        }
        return text.length();
    }

    /** No spelling of a placeholder is longer. */
    private static final int LONGEST = 64;

    @Override
    public String toString() {
        return "Vault[" + values.size() + " values]";
    }
}
