package io.cascadeflow.audit;

/** Takes out of a text what must not be kept. Bind one in the registry; it must be safe to share between threads. */
@FunctionalInterface
public interface Redactor {

    /** The text without what must not be kept. When it throws, the question is not kept at all. */
    String redact(String text);
}
