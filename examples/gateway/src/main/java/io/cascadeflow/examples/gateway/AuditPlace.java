package io.cascadeflow.examples.gateway;

import io.cascadeflow.audit.trail.FileTrail;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.audit.trail.jdbc.JdbcTrail;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the audit trail is: a file, or a database. */
final class AuditPlace {

    @Option(
            names = "--file",
            paramLabel = "FILE",
            description = "The file that is written, as audit.file names it; those put aside are read, too.")
    private @Nullable Path file;

    @Option(
            names = "--url",
            paramLabel = "JDBC",
            description =
                    "The database, such as jdbc:h2:file:./data/cascadeflow. One process at a time opens a file of H2.")
    private @Nullable String url;

    @Option(names = "--username", paramLabel = "NAME", description = "Who reads the database.")
    private @Nullable String username;

    @Option(
            names = "--password",
            paramLabel = "PASSWORD",
            defaultValue = "${env:CASCADEFLOW_AUDIT_PASSWORD}",
            description = "Better in the environment: CASCADEFLOW_AUDIT_PASSWORD.")
    private @Nullable String password;

    KeptDecisions open() {
        Path path = file;
        String address = url;
        if (path != null && address == null) {
            return new FileTrail(path);
        }
        if (path == null && address != null) {
            return new JdbcTrail(() -> DriverManager.getConnection(address, username, password));
        }
        throw new IllegalArgumentException("say where the audit trail is: give --file or --url");
    }
}
