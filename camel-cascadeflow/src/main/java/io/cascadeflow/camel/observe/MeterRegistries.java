package io.cascadeflow.camel.observe;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** Finds where to count. Loads Micrometer's classes: ask {@link Observers#canCount} first. */
public final class MeterRegistries {

    private MeterRegistries() {}

    /**
     * The one that is named; else the only one there is; else, of several, the only composite; else all of them.
     *
     * @param name of a bean, with or without {@code #}; absent to look for one
     * @throws IllegalArgumentException when there is no registry of that name
     */
    public static Optional<MeterRegistry> find(CamelContext camel, @Nullable String name) {
        if (name != null && !name.isBlank()) {
            return Optional.of(named(camel, name.startsWith("#") ? name.substring(1) : name));
        }
        Set<MeterRegistry> all = camel.getRegistry().findByType(MeterRegistry.class);
        List<MeterRegistry> composites =
                all.stream().filter(CompositeMeterRegistry.class::isInstance).toList();
        if (composites.size() == 1) {
            return Optional.of(composites.get(0));
        }
        return all.size() < 2 ? all.stream().findFirst() : Optional.of(together(all));
    }

    private static MeterRegistry named(CamelContext camel, String name) {
        MeterRegistry named = camel.getRegistry().lookupByNameAndType(name, MeterRegistry.class);
        if (named == null) {
            throw new IllegalArgumentException(
                    "option meterRegistry names '%s', and there is no such MeterRegistry in the registry; bind it, or leave the option away"
                            .formatted(name));
        }
        return named;
    }

    private static MeterRegistry together(Set<MeterRegistry> all) {
        CompositeMeterRegistry together = new CompositeMeterRegistry();
        all.forEach(together::add);
        return together;
    }
}
