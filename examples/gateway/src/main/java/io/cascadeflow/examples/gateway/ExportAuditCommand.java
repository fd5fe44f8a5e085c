package io.cascadeflow.examples.gateway;

import io.cascadeflow.audit.trail.DecisionCsv;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exports decisions. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes all decisions that are asked for, oldest first, as CSV or JSON Lines.")
final class ExportAuditCommand implements Callable<Integer> {

    /** The forms to choose from. */
    enum Form {
        csv,
        jsonl
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AuditPlace place = new AuditPlace();

    @Mixin
    private AuditFilter filter = new AuditFilter();

    @Option(names = "--format", defaultValue = "jsonl", description = "${COMPLETION-CANDIDATES}; default: jsonl.")
    private Form form = Form.jsonl;

    @Option(names = "--json", description = "The same as --format jsonl.")
    private boolean json;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to; a file that is there is not overwritten.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Exception {
        if (out == null) {
            export(spec.commandLine().getOut());
            return 0;
        }
        if (Files.exists(out)) {
            throw new IllegalArgumentException("there is a file %s already; name another one".formatted(out));
        }
        try (PrintWriter file = new PrintWriter(Files.newBufferedWriter(out))) {
            export(file);
            if (file.checkError()) {
                throw new IOException("%s could not be written to its end".formatted(out));
            }
        }
        return 0;
    }

    private void export(PrintWriter to) throws IOException {
        boolean csv = form == Form.csv && !json;
        if (csv) {
            to.println(DecisionCsv.head());
        }
        place.open().each(filter.query(), decision -> to.println(csv ? DecisionCsv.row(decision) : decision.line()));
        to.flush();
    }
}
