package io.cascadeflow.examples.gateway;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Keys of clients, and the admin's. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the keys of clients.",
        subcommands = {NewKeyCommand.class, ListKeysCommand.class, RevokeKeyCommand.class, AdminKeyCommand.class})
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "say which: create, list, revoke or admin");
    }
}
