package io.cascadeflow.camel.failover;

import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.provider.Pause;
import java.time.Clock;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/**
 * What fail-over works with.
 *
 * @param pause waits without a thread
 * @param random draws from 0 up to 1
 * @param pricing what models cost now
 */
public record FailOverTools(Pause pause, Clock clock, DoubleSupplier random, Supplier<Pricing> pricing) {}
