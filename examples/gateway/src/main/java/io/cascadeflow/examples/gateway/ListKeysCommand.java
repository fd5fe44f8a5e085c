package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the keys of a running gateway. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the keys of a running gateway, but not the keys themselves.")
final class ListKeysCommand implements Callable<Integer> {

    private static final String ROW = "%-12s %-20s %-16s %-20s %-10s %s%n";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AdminClient admin = new AdminClient();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        ObjectNode all = AdminClient.object();
        ArrayNode keys = all.putArray("keys");
        String path = "/admin/keys";
        for (String next = ""; next != null; ) {
            ObjectNode page = admin.get(next.isEmpty() ? path : path + "?after=" + next);
            page.path("keys").forEach(keys::add);
            next = page.path("next").isTextual() ? page.path("next").asText() : null;
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(all.toPrettyString());
        } else {
            out.printf(ROW, "id", "tenant", "project", "expires", "state", "label");
            keys.forEach(key -> out.printf(ROW, row(key)));
        }
        return 0;
    }

    private static Object[] row(JsonNode key) {
        return new Object[] {
            key.path("id").asText(),
            key.path("tenant").asText(),
            key.path("project").asText("-"),
            key.path("expires").asText("never").replace("null", "never"),
            key.path("revoked").isNull() ? "good" : "revoked",
            key.path("label").asText()
        };
    }
}
