package io.cascadeflow.examples.replay;

import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How a command says what it found, to people or to programs, and what it says on the way. */
public final class Printing {

    @Option(names = "--json", description = "print JSON instead of text")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    /** In JSON there is no place for notes: they go to standard error. */
    public void print(Supplier<?> asJson, Supplier<String> asText, List<String> notes) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(asJson.get());
        } else {
            out.print(asText.get());
        }
        out.flush();
        print(notes, json ? spec.commandLine().getErr() : out);
    }

    /** Says something about the recording, aside of what is found in it. */
    void aside(List<String> notes) {
        print(notes, spec.commandLine().getErr());
    }

    private static void print(List<String> notes, PrintWriter to) {
        notes.forEach(note -> to.println("note: " + note));
        to.flush();
    }

    public ProgressBar progress(String what, int steps) {
        return new ProgressBar(spec.commandLine().getErr(), what, steps);
    }

    /** What to throw when an option's value makes no sense. */
    public ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
