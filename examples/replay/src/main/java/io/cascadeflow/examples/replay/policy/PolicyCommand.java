package io.cascadeflow.examples.replay.policy;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What rules do, told without asking a model. */
@Command(
        name = "policy",
        mixinStandardHelpOptions = true,
        subcommands = {ExplainCommand.class, RunCommand.class, DiffCommand.class},
        description =
                "Tells what the rules of a configuration file do: to one question, to a recording, and against another file.")
public final class PolicyCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: explain, run or diff");
    }
}
