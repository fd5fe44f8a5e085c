package io.cascadeflow.guard;

import io.cascadeflow.guard.PlaceholderMatch.Result;
import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.guard.find.Span;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Gives names to the values of one request, in the order in which they come: the same value has the same name, and no name is
 * given that a text of the request has already. Of one thread.
 */
final class Naming {

    private final Detectors detectors;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> last = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> values = new HashMap<>();

    Naming(Detectors detectors) {
        this.detectors = detectors;
    }

    /** Names that stand in a text are nobody's: an answer that repeats them gets them back as they are. */
    void avoid(String text) {
        for (int at = Placeholders.next(text, 0); at >= 0; at = Placeholders.next(text, at + 1)) {
            PlaceholderMatch match = Placeholders.at(text, at);
            if (match.result() == Result.THERE) {
                taken.add(match.name());
            }
        }
    }

    /** @throws io.cascadeflow.guard.find.DetectorException when it is not known what is in the text */
    String redacted(String text) {
        return redacted("", text);
    }

    /**
     * The same with words that say what the text is, such as the name of a field.
     *
     * @throws io.cascadeflow.guard.find.DetectorException likewise
     */
    String redacted(String label, String text) {
        String looked = label.isEmpty() ? text : label + ": " + text;
        int start = looked.length() - text.length();
        StringBuilder redacted = null;
        int done = start;
        for (Span span : detectors.find(looked)) {
            if (span.end() > start) {
                Span within = new Span(Math.max(start, span.start()), span.end(), span.kind());
                redacted = redacted == null ? new StringBuilder(text.length()) : redacted;
                redacted.append(looked, done, within.start());
                redacted.append('<').append(name(within, looked)).append('>');
                done = within.end();
            }
        }
        return redacted == null
                ? text
                : redacted.append(looked, done, looked.length()).toString();
    }

    private String name(Span span, String text) {
        String value = text.substring(span.start(), span.end());
        return names.computeIfAbsent(span.kind() + ':' + value, key -> {
            String name;
            do {
                name = Placeholders.name(
                        span.kind().toUpperCase(Locale.ROOT), last.merge(span.kind(), 1, Integer::sum));
            } while (taken.contains(name));
            values.put(name, value);
            return name;
        });
    }

    Vault vault() {
        return new Vault(values);
    }
}
