package io.cascadeflow.examples.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.keys.AdminKey;
import io.cascadeflow.camel.gateway.keys.KeyHash;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the admin's key. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        description = "Makes a key for the admin, and the lines of the configuration for it.")
final class AdminKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Override
    public Integer call() {
        String key = AdminKey.make(new SecureRandom());
        String hash = KeyHash.of(key).text();
        ObjectNode made = AdminClient.object().put("key", key).put("hash", hash);
        spec.commandLine().getOut().println(json ? made.toPrettyString() : """
                The key, which is shown only now; keep it as CASCADEFLOW_ADMIN_KEY:

                  %s

                For the configuration:

                  gateway:
                    admin: {hash: "%s"}
                """.formatted(key, hash));
        return 0;
    }
}
