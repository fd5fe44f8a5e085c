package io.cascadeflow.examples.gateway;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The audit trail. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Verifies, searches and exports the decisions on record.",
        subcommands = {VerifyAuditCommand.class, FindAuditCommand.class, ExportAuditCommand.class})
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say which: verify, find or export");
    }
}
