package io.cascadeflow.camel.observe;

import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Decision;
import java.time.Duration;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * A run of a cascade that ended.
 *
 * @param cascade as configured
 * @param decision what was decided
 * @param answer whose answer the caller gets; absent when it gets none
 * @param took from the question to here, zero or more
 * @param message what the route goes on with, headers included
 */
public record DecidedRun(
        Cascade cascade, Decision decision, @Nullable Attempt answer, Duration took, Message message) {}
