package io.cascadeflow.camel;

import java.io.Serial;

/** A field of a request is missing, wrong or not supported. The message names it, and quotes no content. */
public final class FieldException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;

    /** @param field its full name, such as {@code messages[0].role}; empty for the whole body */
    public FieldException(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
