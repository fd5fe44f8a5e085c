package io.cascadeflow.policy;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes rules as text. By their components, so that none of a constraint to come can be forgotten. */
final class RuleText {

    private RuleText() {}

    static String of(@Nullable Object part) {
        if (part instanceof Record all) {
            return List.of(all.getClass().getRecordComponents()).stream()
                    .map(component -> component.getName() + "=" + of(value(all, component)))
                    .collect(Collectors.joining(",", all.getClass().getSimpleName() + "{", "}"));
        }
        if (part instanceof Collection<?> several) {
            // sets have another order in every JVM
            return (part instanceof Set<?>
                            ? several.stream().map(RuleText::of).sorted()
                            : several.stream().map(RuleText::of))
                    .collect(Collectors.joining(",", "[", "]"));
        }
        if (part instanceof Predicate<?>) {
            return "code";
        }
        String text = String.valueOf(part);
        return text.length() + ":" + text;
    }

    private static @Nullable Object value(Record all, RecordComponent component) {
        try {
            return component.getAccessor().invoke(all);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
