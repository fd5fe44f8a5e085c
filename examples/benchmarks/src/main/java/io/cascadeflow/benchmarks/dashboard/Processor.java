package io.cascadeflow.benchmarks.dashboard;

import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The processor time of this process, and of the database's server where that is another one. */
final class Processor {

    private final Optional<ProcessHandle> server;
    /** Of processes of the server that may be gone by now too. */
    private final Map<Long, Duration> used = new ConcurrentHashMap<>();

    private Processor(Optional<ProcessHandle> server) {
        this.server = server;
    }

    static Processor of(String kind, DataSource database) throws SQLException {
        if (!kind.equals("postgres")) {
            return new Processor(Optional.empty());
        }
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return new Processor(ProcessHandle.of(row.getLong(1)).flatMap(ProcessHandle::parent));
        }
    }

    /** Nanoseconds of both. */
    long nanos() {
        server.stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.children()))
                .forEach(process ->
                        process.info().totalCpuDuration().ifPresent(duration -> used.put(process.pid(), duration)));
        return own() + used.values().stream().mapToLong(Duration::toNanos).sum();
    }

    private static long own() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
