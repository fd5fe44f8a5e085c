package io.cascadeflow.provider.langchain4j;

import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.ForeignUsage;
import org.jspecify.annotations.Nullable;

/** What a call consumed, as far as the library tells it. Only the subclasses of some providers tell of caches and thoughts. */
final class Usages {

    private Usages() {}

    /** Absent when the library does not say, or only a part of it. */
    static @Nullable TokenUsage of(dev.langchain4j.model.output.@Nullable TokenUsage usage) {
        if (usage == null) {
            return null;
        }
        Integer input = usage.inputTokenCount();
        Integer output = usage.outputTokenCount();
        if (input == null || output == null) {
            return null;
        }
        boolean plain = usage.getClass() == dev.langchain4j.model.output.TokenUsage.class;
        return ForeignUsage.of(input, output, plain ? null : usage);
    }
}
