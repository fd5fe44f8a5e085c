package io.cascadeflow.examples.gateway;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Revokes a key. */
@Command(
        name = "revoke",
        mixinStandardHelpOptions = true,
        description =
                "Revokes a key of a running gateway: from now on it lets nobody in; on other nodes within ten seconds.")
final class RevokeKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AdminClient admin = new AdminClient();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Parameters(paramLabel = "ID", description = "The key's id: its part between cf_ and the next _.")
    private String id = "";

    @Override
    public Integer call() throws Exception {
        String revoked = admin.delete("/admin/keys/" + id).toPrettyString();
        spec.commandLine().getOut().println(json ? revoked : "revoked " + id);
        return 0;
    }
}
