package io.cascadeflow.camel.failover;

import io.cascadeflow.camel.policy.Policies;
import io.cascadeflow.pricing.Pricing;
import io.cascadeflow.provider.Pause;
import java.time.Clock;
import java.util.function.DoubleSupplier;

/**
 * What fail-over works with.
 *
 * @param pause waits without a thread
 * @param random draws from 0 up to 1
 * @param pricing what models cost
 * @param policies what the operator allows
 */
public record FailOverTools(Pause pause, Clock clock, DoubleSupplier random, Pricing pricing, Policies policies) {}
