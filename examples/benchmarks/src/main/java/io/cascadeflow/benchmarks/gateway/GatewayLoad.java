package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Throughput, latency and processor time of the gateway, beside Portkey's and beside none. Ends with 1 when an answer was wrong. */
@Command(
        name = "gateway-load",
        description = {
            "Asks the gateway, Portkey's gateway and the made-up provider itself, by turns, and compares.",
            "Ours has a cascade, a budget and the audit trail in an H2 file, and its journal on; all asked are on this machine."
        },
        mixinStandardHelpOptions = true,
        showDefaultValues = true)
public final class GatewayLoad implements Callable<Integer> {

    @Mixin
    private GatewayOptions gateway = new GatewayOptions();

    @Option(names = "--rounds", defaultValue = "5", description = "How often each is asked under each load.")
    private int rounds;

    @Option(
            names = "--seconds",
            defaultValue = "10",
            description = "How long each time; a second before that is not counted.")
    private int seconds;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "60",
            description = "How long each is asked before anything counts.")
    private int warmUpSeconds;

    @Option(
            names = "--clients",
            split = ",",
            defaultValue = "1,16,64",
            description = "The loads: how many ask at once.")
    private List<Integer> loads = List.of();

    @Option(names = "--without-portkey", description = "Leaves Portkey's gateway out.")
    private boolean withoutPortkey;

    @Option(
            names = "--portkey-folder",
            paramLabel = "FOLDER",
            description = "Where Portkey's gateway is, or is installed by npm. Without it: portkey, beside this jar.")
    private @Nullable Path portkeyFolder;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (ServerProcess provider = ServerProcess.start("fake-provider");
                GatewayFolder folder = GatewayFolder.make(gateway, provider.baseUrl(), "requestTimeout=30s");
                GatewayProcess ours = GatewayProcess.start(gateway, folder, 0)) {
            Optional<PortkeyProcess> portkey = portkey();
            try {
                LoadReport report = measure(targets(ours, portkey, provider));
                System.out.println(json ? report.json() : report.text());
                return report.isWithout(0) ? 0 : 1;
            } finally {
                portkey.ifPresent(PortkeyProcess::close);
            }
        }
    }

    private Optional<PortkeyProcess> portkey() throws IOException, InterruptedException {
        Path folder =
                portkeyFolder != null ? portkeyFolder : GatewayOptions.target().resolve("portkey");
        return withoutPortkey ? Optional.empty() : PortkeyProcess.start(folder);
    }

    private static List<Target> targets(GatewayProcess ours, Optional<PortkeyProcess> portkey, ServerProcess provider) {
        List<Target> targets = new ArrayList<>(List.of(Target.ours(ours)));
        portkey.ifPresent(theirs -> targets.add(Target.portkey(theirs, provider.baseUrl())));
        targets.add(Target.direct(provider.port()));
        return targets;
    }

    /** By turns, so that what else the machine does meets all of them. */
    private LoadReport measure(List<Target> targets) throws IOException {
        int most = loads.stream().mapToInt(Integer::intValue).max().orElse(1);
        for (Target target : targets) {
            LoadSample.take(target, most, Duration.ofSeconds(warmUpSeconds));
        }
        Map<Integer, Map<Target, List<LoadSample>>> samples = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (int clients : loads) {
                for (Target target : targets) {
                    LoadSample sample = LoadSample.take(target, clients, Duration.ofSeconds(seconds));
                    System.err.printf("round %d, %s, %d clients: %s%n", round, target.name(), clients, sample);
                    samples.computeIfAbsent(clients, load -> new LinkedHashMap<>())
                            .computeIfAbsent(target, some -> new ArrayList<>())
                            .add(sample);
                }
            }
        }
        List<LoadFigures> figures = new ArrayList<>();
        samples.forEach((clients, byTarget) ->
                byTarget.forEach((target, taken) -> figures.add(LoadFigures.of(target.name(), clients, taken))));
        return LoadReport.of(figures);
    }
}
