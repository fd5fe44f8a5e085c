package io.cascadeflow.camel.agent;

/** A tool cannot do what it was called for, and the model shall know why: its message is told to it, as it is. */
public class ToolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message for the model: nothing that it may not repeat */
    public ToolException(String message) {
        super(message);
    }
}
