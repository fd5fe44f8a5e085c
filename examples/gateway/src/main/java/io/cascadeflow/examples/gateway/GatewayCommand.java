package io.cascadeflow.examples.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the gateway, or checks whether it would start. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        version = "0.1.0-SNAPSHOT",
        sortOptions = false,
        subcommands = {KeysCommand.class, AuditCommand.class},
        description = {
            "Serves cascades of language models to clients of the OpenAI and Anthropic APIs.",
            "",
            "Without a configuration it serves a demo: two scripted models, no key, no network, at 127.0.0.1.",
            ""
        },
        footer = {
            "",
            "Environment: CASCADEFLOW_CONFIG, CASCADEFLOW_HOST, CASCADEFLOW_PORT instead of the options;",
            "CASCADEFLOW_LOG=json for structured logs; and whatever {{env:NAME}} in the configuration names.",
            "State is kept in ./data (H2), or where the configuration's ledger says."
        })
public final class GatewayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ServeOptions options = new ServeOptions();

    @Option(
            names = "--check",
            description = "Checks configuration, prices and providers, and ends: 0 if all is well, else 1.")
    private boolean check;

    @Option(
            names = "--ask",
            description = "With --check: asks each model a question of a few tokens, which costs a little.")
    private boolean ask;

    @Option(names = "--json", description = "With --check: prints JSON.")
    private boolean json;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new GatewayCommand()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("gateway: " + Reasons.of(failure));
            return 1;
        });
    }

    @Override
    public Integer call() throws Exception {
        if (check || ask) {
            return new CheckRun(options, ask, json).run(spec.commandLine().getOut());
        }
        new Serving(options).run();
        return 0;
    }
}
