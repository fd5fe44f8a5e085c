package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.audit.trail.Broken;
import io.cascadeflow.audit.trail.Verification;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Verifies the chain. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Checks that nothing on record was changed, taken out, put in or moved: 0 if so, else 1.")
final class VerifyAuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AuditPlace place = new AuditPlace();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Verification found = place.open().verify();
        spec.commandLine().getOut().println(json ? json(found).toPrettyString() : text(found));
        return found.holds() ? 0 : 1;
    }

    private static String text(Verification found) {
        String all = "%d decisions in %d chains".formatted(found.decisions(), found.chains());
        String holds = found.broken() == null
                ? "all holds: " + all
                : "BROKEN at %s%nbefore that: %s".formatted(found.broken(), all);
        return found.unfinished()
                ? holds
                        + "%nthe last line has no end, as a killed process leaves it; the next start cuts it off"
                                .formatted()
                : holds;
    }

    private static ObjectNode json(Verification found) {
        ObjectNode json = AdminClient.object()
                .put("holds", found.holds())
                .put("decisions", found.decisions())
                .put("chains", found.chains())
                .put("unfinished", found.unfinished());
        Broken broken = found.broken();
        if (broken != null) {
            json.putObject("broken")
                    .put("how", broken.how().toString())
                    .put("place", broken.place())
                    .put("text", broken.text());
        }
        return json;
    }
}
