package io.cascadeflow.examples.replay.policy;

import io.cascadeflow.examples.replay.Printing;
import io.cascadeflow.examples.replay.RecordingOption;
import io.cascadeflow.provider.recorded.Recording;
import io.cascadeflow.replay.policy.DryRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies rules to every question of a recording. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Asks the cascades of a configuration file every recorded question, under its rules and with the recorded answers, and tells what each rule did.",
            "Budgets begin empty, in memory; nothing is recorded and no model is asked. Whatever is not recorded is counted, not guessed."
        })
final class RunCommand implements Callable<Integer> {

    @Option(
            names = "--configuration",
            required = true,
            paramLabel = "FILE",
            description = "the configuration with models, cascades and policies")
    private Path configuration = Path.of("");

    @Mixin
    private RecordingOption recorded = new RecordingOption();

    @Mixin
    private TrialOptions trial = new TrialOptions();

    @Mixin
    private Printing printing = new Printing();

    @Override
    public Integer call() throws Exception {
        ConfigurationFile file = ConfigurationFile.read(configuration);
        Recording recording = recorded.read();
        List<String> notes = new ArrayList<>();
        DryRun run = DryRun.of(trial.run(file, recording, printing, notes));
        RunReport report = new RunReport(run);
        printing.print(
                report::json, () -> "%s on %s%n%n%s".formatted(file.name(), recording.name(), report.text()), notes);
        return 0;
    }
}
