package io.cascadeflow.examples.replay;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The two models that a command is about. */
final class PairOptions {

    @Option(
            names = "--small",
            required = true,
            paramLabel = "MODEL",
            description = "the model that is asked first, whose drafts are judged")
    private String small = "";

    @Option(
            names = "--large",
            required = true,
            paramLabel = "MODEL",
            description = "the model of the next tier, which is asked when a draft is not accepted")
    private String large = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    Pair pair() {
        if (small.equals(large)) {
            throw new ParameterException(
                    spec.commandLine(), "--small and --large are the same model; a cascade needs two");
        }
        return new Pair(small, large);
    }
}
