package io.cascadeflow.budget.report.bill;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads records as RFC 4180 says; lines may end with LF or CR too, and a byte order mark is skipped. Not thread-safe. */
final class CsvRecords {

    /** Longer than any record of a bill: a quote that is never closed does not fill the memory. */
    private static final int LONGEST = 100_000;

    private static final int END = -1;
    private static final char MARK = '\uFEFF';

    private final PushbackReader in;
    private final char separator;
    private int line = 1;
    private boolean malformed;

    /**
     * One record.
     *
     * @param line the line on which it begins, from 1
     * @param fields in order
     * @param malformed whether something follows a closing quote
     */
    record CsvRecord(int line, List<String> fields, boolean malformed) {

        CsvRecord {
            fields = List.copyOf(fields);
        }

        boolean isBlank() {
            return fields.size() == 1 && fields.get(0).isBlank();
        }
    }

    CsvRecords(Reader in, char separator) {
        this.in = new PushbackReader(in, 1);
        this.separator = separator;
    }

    /**
     * The next record; empty at the end.
     *
     * @throws CsvException when what follows is no record; what comes after it cannot be read
     */
    Optional<CsvRecord> next() throws IOException {
        int first = in.read();
        if (first == MARK && line == 1) {
            first = in.read();
        }
        if (first == END) {
            return Optional.empty();
        }
        in.unread(first);
        int begin = line;
        malformed = false;
        List<String> fields = new ArrayList<>();
        int size = 0;
        int end;
        do {
            StringBuilder field = new StringBuilder();
            end = field(field, begin, LONGEST - size);
            size += field.length() + 1;
            fields.add(field.toString());
        } while (end == separator);
        return Optional.of(new CsvRecord(begin, fields, malformed));
    }

    /** Reads a field and tells what ended it: the separator, a line end or the end. */
    private int field(StringBuilder field, int begin, int room) throws IOException {
        int c = in.read();
        if (c == '"') {
            quoted(field, begin, room);
            c = in.read();
            malformed |= !isEnd(c);
        }
        while (!isEnd(c)) {
            append(field, c, begin, room);
            c = in.read();
        }
        if (c == '\r') {
            skipLineFeed();
        }
        line += c == '\n' || c == '\r' ? 1 : 0;
        return c;
    }

    private boolean isEnd(int c) {
        return c == separator || c == '\n' || c == '\r' || c == END;
    }

    private void quoted(StringBuilder field, int begin, int room) throws IOException {
        while (true) {
            int c = in.read();
            if (c == END) {
                throw new CsvException(begin, "has a quote that is never closed");
            }
            if (c == '"' && !isDoubled()) {
                return;
            }
            line += c == '\n' ? 1 : 0;
            append(field, c, begin, room);
        }
    }

    private boolean isDoubled() throws IOException {
        int next = in.read();
        if (next != '"' && next != END) {
            in.unread(next);
        }
        return next == '"';
    }

    private void skipLineFeed() throws IOException {
        int next = in.read();
        if (next != '\n' && next != END) {
            in.unread(next);
        }
    }

    private static void append(StringBuilder field, int c, int begin, int room) {
        if (field.length() >= room) {
            throw new CsvException(begin, "is longer than %d characters; is a quote never closed?".formatted(LONGEST));
        }
        field.append((char) c);
    }
}
