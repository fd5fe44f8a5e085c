package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.Caller;
import io.cascadeflow.camel.gateway.keys.IssuedKey;
import io.cascadeflow.camel.gateway.keys.RateLimits;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a key: at a running gateway that keeps keys in its database, or for the configuration. */
@Command(
        name = "create",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a key and shows it once. With --url a running gateway keeps it in its database;",
            "without, the lines for gateway.keys.clients of the configuration are printed."
        })
final class NewKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AdminClient admin = new AdminClient();

    @Option(names = "--tenant", required = true, description = "Who pays.")
    private String tenant = "";

    @Option(names = "--project", description = "What for.")
    private @Nullable String project;

    @Option(names = "--user", description = "Whose it is.")
    private @Nullable String user;

    @Option(names = "--label", defaultValue = "", description = "What its people call it.")
    private String label = "";

    @Option(
            names = "--budget",
            paramLabel = "NAME|USD",
            description = "A budget that its calls must fit; may be repeated.")
    private List<String> budgets = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Whom it may ask; may end with *, and be repeated. Without it: all.")
    private List<String> models = new ArrayList<>();

    @Option(names = "--requests-per-minute", paramLabel = "N", description = "How often it may ask.")
    private @Nullable Integer requestsPerMinute;

    @Option(
            names = "--concurrent",
            paramLabel = "N",
            description = "How many of its requests may be under way at once.")
    private @Nullable Integer concurrent;

    @Option(
            names = "--expires",
            paramLabel = "MOMENT",
            description = "Until when it lets in, such as 2027-01-31T00:00:00Z.")
    private @Nullable Instant expires;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (admin.isNamed()) {
            ObjectNode made = admin.post("/admin/keys", wanted());
            out.println(json ? made.toPrettyString() : made.path("key").asText());
            return 0;
        }
        IssuedKey issued = IssuedKey.make(
                new SecureRandom(),
                id -> new Caller(
                        id, tenant, project, user, budgets, models, new RateLimits(requestsPerMinute, concurrent)),
                label,
                Instant.now(),
                expires);
        out.println(json ? ConfiguredKey.json(issued).toPrettyString() : ConfiguredKey.text(issued));
        return 0;
    }

    private ObjectNode wanted() {
        ObjectNode wanted = AdminClient.object().put("tenant", tenant);
        if (project != null) {
            wanted.put("project", project);
        }
        if (user != null) {
            wanted.put("user", user);
        }
        if (!label.isEmpty()) {
            wanted.put("label", label);
        }
        budgets.forEach(wanted.putArray("budgets")::add);
        models.forEach(wanted.putArray("models")::add);
        wanted.put("requestsPerMinute", requestsPerMinute);
        wanted.put("concurrentRequests", concurrent);
        return wanted.put("expires", expires == null ? null : expires.toString());
    }
}
