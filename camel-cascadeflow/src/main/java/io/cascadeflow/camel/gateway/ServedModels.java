package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.Configuration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whom clients may ask, as it is configured now. Thread-safe. */
final class ServedModels implements Supplier<Models> {

    private final Supplier<Configuration> configured;
    private volatile @Nullable Read last;

    private record Read(Configuration configuration, Models models) {}

    ServedModels(Supplier<Configuration> configured) {
        this.configured = configured;
    }

    @Override
    public Models get() {
        Configuration now = configured.get();
        Read read = last;
        if (read == null || read.configuration() != now) {
            read = new Read(now, Models.of(now));
            last = read;
        }
        return read.models();
    }
}
