package io.cascadeflow.provider;

/** What a request may need of a model, and not every model has. */
public enum Feature {
    TOOLS("tools"),
    IMAGES("images"),
    SCHEMA("schema"),
    LOGPROBS("logprobs");

    private final String word;

    Feature(String word) {
        this.word = word;
    }

    /** As in headers, messages and configurations. */
    public String word() {
        return word;
    }
}
