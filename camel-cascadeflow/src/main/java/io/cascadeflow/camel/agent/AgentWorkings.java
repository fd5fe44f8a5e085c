package io.cascadeflow.camel.agent;

import io.cascadeflow.audit.trail.AuditTrail;
import io.cascadeflow.camel.budget.Payers;
import io.cascadeflow.provider.BlockingCalls;
import io.cascadeflow.provider.Pause;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * What agents work with. Safe to share between threads.
 *
 * @param tools those that there are
 * @param threads for tools
 * @param payers who pays for calls that begin now
 * @param ids a new unique id at each call
 * @param trail puts on record what comes of calls of tools
 */
public record AgentWorkings(
        CascadeFlowTools tools,
        BlockingCalls threads,
        Pause pause,
        Clock clock,
        Supplier<Payers> payers,
        Supplier<String> ids,
        AuditTrail trail) {}
