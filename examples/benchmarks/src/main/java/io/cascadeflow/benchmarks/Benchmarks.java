package io.cascadeflow.benchmarks;

import io.cascadeflow.benchmarks.agent.AgentSpeed;
import io.cascadeflow.benchmarks.audit.AuditSpeed;
import io.cascadeflow.benchmarks.dashboard.DashboardSpeed;
import io.cascadeflow.benchmarks.early.EarlyRejection;
import io.cascadeflow.benchmarks.gateway.GatewayKill;
import io.cascadeflow.benchmarks.gateway.GatewayLoad;
import io.cascadeflow.benchmarks.gateway.GatewaySoak;
import io.cascadeflow.benchmarks.gateway.GatewayStreams;
import io.cascadeflow.benchmarks.gateway.provider.FakeProvider;
import io.cascadeflow.benchmarks.guard.GuardFigures;
import io.cascadeflow.benchmarks.ledger.LedgerLoad;
import io.cascadeflow.benchmarks.ledger.LedgerNode;
import io.cascadeflow.benchmarks.ledger.LedgerNodes;
import io.cascadeflow.benchmarks.ledger.LedgerSpeed;
import io.cascadeflow.benchmarks.observe.Observe;
import io.cascadeflow.benchmarks.server.SlowServer;
import io.cascadeflow.benchmarks.stream.Disconnect;
import io.cascadeflow.benchmarks.stream.FirstToken;
import io.cascadeflow.benchmarks.stream.StreamServer;
import io.cascadeflow.benchmarks.stream.Streams;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements: {@code java -jar target/benchmarks.jar --help}. */
@Command(
        name = "benchmarks",
        description = "Measurements of CascadeFlow for Apache Camel.",
        mixinStandardHelpOptions = true,
        subcommands = {
            InFlight.class,
            Decision.class,
            PolicySpeed.class,
            ClassifySpeed.class,
            GuardFigures.class,
            EarlyRejection.class,
            SlowServer.class,
            FirstToken.class,
            Streams.class,
            Disconnect.class,
            StreamServer.class,
            LedgerSpeed.class,
            LedgerLoad.class,
            LedgerNodes.class,
            LedgerNode.class,
            GatewayLoad.class,
            GatewayStreams.class,
            GatewaySoak.class,
            GatewayKill.class,
            FakeProvider.class,
            Observe.class,
            AuditSpeed.class,
            AgentSpeed.class,
            DashboardSpeed.class
        })
public final class Benchmarks {

    private Benchmarks() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Benchmarks()).execute(args));
    }
}
