package io.cascadeflow.provider.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The event stream format as the HTML standard words it, on a whole text, step by step and without thought for speed. */
final class ReferenceEvents {

    private ReferenceEvents() {}

    static List<Frame> of(byte[] stream) {
        String text = new String(stream, StandardCharsets.UTF_8);
        if (text.startsWith("\uFEFF")) {
            text = text.substring(1);
        }
        List<Frame> events = new ArrayList<>();
        String data = "";
        String type = "";
        String id = "";
        // what follows the last line end is an incomplete line: it is never processed
        String[] lines = text.split("\r\n|\n|\r", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            String line = lines[i];
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    events.add(new Frame(type.isEmpty() ? "message" : type, data.substring(0, data.length() - 1), id));
                }
                data = "";
                type = "";
                continue;
            }
            int colon = line.indexOf(':');
            String field = colon < 0 ? line : line.substring(0, colon);
            String value = colon < 0 ? "" : line.substring(colon + 1);
            value = value.startsWith(" ") ? value.substring(1) : value;
            switch (field) {
                case "data" -> data += value + "\n";
                case "event" -> type = value;
                case "id" -> id = value.contains("\0") ? id : value;
                default -> {}
            }
        }
        return events;
    }
}
