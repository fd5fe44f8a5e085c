package io.cascadeflow.examples.replay.policy;

import io.cascadeflow.examples.replay.Printing;
import io.cascadeflow.examples.replay.RecordingOption;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.policy.PolicyDiff;
import io.cascadeflow.replay.policy.RuledQuestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two files of rules on a recording. */
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Asks every recorded question under the rules of one configuration file and of another, and tells what moves: where questions end, which rules do something else, cost and quality.",
            "Questions of which it is not known what became of them under one of the two are counted, and in no figure."
        })
final class DiffCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "BEFORE", description = "the configuration as it is")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "the configuration as it would be")
    private Path after = Path.of("");

    @Mixin
    private RecordingOption recorded = new RecordingOption();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws Exception {
        ConfigurationFile one = ConfigurationFile.read(before);
        ConfigurationFile other = ConfigurationFile.read(after);
        Recording recording = recorded.read();
        List<String> notes = new ArrayList<>();
        List<RuledQuestion> ruledBefore = trial.run(one, recording, printing, notes);
        List<RuledQuestion> ruledAfter = trial.run(other, recording, printing, notes);
        DiffReport report = new DiffReport(PolicyDiff.of(ruledBefore, ruledAfter));
        printing.print(
                report::json,
                () -> "from %s to %s on %s%n%n%s".formatted(one.name(), other.name(), recording.name(), report.text()),
                notes.stream().distinct().toList());
        return 0;
    }
}
