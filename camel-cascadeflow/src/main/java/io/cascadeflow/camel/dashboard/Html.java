package io.cascadeflow.camel.dashboard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An element of HTML or SVG. Whatever text is put into it is escaped, without exception: there is no way around that. Not thread-safe. */
final class Html {

    private static final Set<String> WITHOUT_END = Set.of("br", "hr", "input", "link", "meta");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Html(String name) {
        this.name = name;
    }

    /** @param children elements, iterables of elements, or texts */
    static Html of(String name, Object... children) {
        Html element = new Html(name);
        for (Object child : children) {
            element.add(child);
        }
        return element;
    }

    /** A name or text of somebody else's, which may run from right to left: it must not turn around what is beside it. */
    static Html foreign(@Nullable String text) {
        return of("bdi", text == null ? "" : text).with("dir", "auto");
    }

    /** @param value absent to leave the attribute out */
    Html with(String attribute, @Nullable Object value) {
        if (value != null) {
            attributes.put(attribute, value.toString());
        }
        return this;
    }

    Html add(Object child) {
        if (child instanceof Iterable<?> many) {
            many.forEach(this::add);
        } else {
            children.add(child instanceof Html ? child : child.toString());
        }
        return this;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        write(text);
        return text.toString();
    }

    void write(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(value, out);
            out.append('"');
        });
        out.append('>');
        if (WITHOUT_END.contains(name)) {
            return;
        }
        for (Object child : children) {
            if (child instanceof Html element) {
                element.write(out);
            } else {
                escape((String) child, out);
            }
        }
        out.append("</").append(name).append('>');
    }

    private static void escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                // no place in HTML, not even escaped
                case '\0' -> out.append('\uFFFD');
                default -> out.append(c);
            }
        }
    }
}
