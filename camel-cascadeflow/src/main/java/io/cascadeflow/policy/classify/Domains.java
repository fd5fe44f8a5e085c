package io.cascadeflow.policy.classify;

import java.util.List;

/** The domains of the shipped examples: subjects, such as medical, and tasks, such as translation. */
public final class Domains {

    public static final List<String> SHIPPED = List.of(
            "code",
            "comparison",
            "conversation",
            "creative",
            "data",
            "factual",
            "financial",
            "general",
            "legal",
            "math",
            "medical",
            "multimodal",
            "rag",
            "science",
            "structured",
            "summary",
            "tool",
            "translation");

    private Domains() {}
}
