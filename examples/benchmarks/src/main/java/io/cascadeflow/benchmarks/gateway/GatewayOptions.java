package io.cascadeflow.benchmarks.gateway;

import io.cascadeflow.benchmarks.measure.TransportKind;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which gateway is measured. */
final class GatewayOptions {

    @Option(
            names = "--gateway-jar",
            paramLabel = "FILE",
            description = "The gateway. Without it: gateway.jar of examples/gateway, beside this one.")
    private @Nullable Path jar;

    @Option(
            names = "--gateway-java-option",
            paramLabel = "OPTION",
            split = " ",
            defaultValue = "-Xmx2g -XX:+UseParallelGC -XX:NewRatio=1",
            description =
                    "Options of its Java, such as -Xmx512m; can be repeated. Without it as in its Dockerfile, with 2 GiB.")
    private List<String> javaOptions = List.of();

    @Option(
            names = "--transport",
            defaultValue = "vertx",
            description = "How it reaches the provider: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}")
    private TransportKind transport = TransportKind.vertx;

    @Option(names = "--keep", description = "Leaves the gateway's files, and says where they are.")
    private boolean keep;

    List<String> javaOptions() {
        return javaOptions;
    }

    TransportKind transport() {
        return transport;
    }

    boolean keep() {
        return keep;
    }

    /** @throws IllegalArgumentException when there is no such file */
    Path jar() {
        Path file = jar != null ? jar : beside();
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no gateway at %s: build it (mvn package -DskipTests -pl examples/gateway -am), or give --gateway-jar"
                            .formatted(file));
        }
        return file;
    }

    private static Path beside() {
        return target().resolve("../../gateway/target/gateway.jar").normalize();
    }

    /** The folder that this jar, or its classes, are in. */
    static Path target() {
        try {
            Path here = Path.of(GatewayOptions.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path folder = here.toAbsolutePath().getParent();
            return folder == null ? Path.of("") : folder;
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
