package io.cascadeflow.budget.report.bill;

import java.io.Serial;

/** A file stops being CSV. */
final class CsvException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int line;

    CsvException(int line, String what) {
        super(what);
        this.line = line;
    }

    int line() {
        return line;
    }
}
