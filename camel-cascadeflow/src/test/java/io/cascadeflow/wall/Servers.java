package io.cascadeflow.wall;

import io.cascadeflow.camel.http.Certificate;
import io.cascadeflow.provider.ClosedPort;
import io.cascadeflow.provider.FakeAnswer;
import io.cascadeflow.provider.FakeModel;
import io.cascadeflow.provider.FakeProvider;
import io.cascadeflow.provider.FakeRequest;
import io.cascadeflow.wall.Scenario.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The servers of one trial.
 *
 * @param primary the faulty one
 * @param primaryUrl where it is said to be
 * @param fallback the sound one
 * @param closed a port at which nobody listens
 */
record Servers(FakeProvider primary, String primaryUrl, FakeProvider fallback, ClosedPort closed)
        implements AutoCloseable {

    static Servers start(Trial trial) throws IOException, GeneralSecurityException, InterruptedException {
        Scenario scenario = trial.scenario();
        AtomicInteger attempts = new AtomicInteger();
        FakeProvider primary = scenario.address() == Address.UNTRUSTED ? untrusted() : FakeProvider.start();
        primary.answer(request -> scenario.server().answer(scenario.model(), request, attempts.incrementAndGet()));
        FakeProvider fallback = FakeProvider.start();
        fallback.answer(Servers::sound);
        ClosedPort closed = new ClosedPort();
        return new Servers(primary, url(scenario.address(), primary, closed), fallback, closed);
    }

    /** It does not go on with half an answer of another model. */
    private static FakeAnswer sound(FakeRequest request) {
        return FakeModel.lastRole(request).equals("assistant")
                ? FakeModel.error(request, 400, "invalid_request_error", "prefill")
                : Wall.FALLBACK.answer(request);
    }

    private static FakeProvider untrusted() throws IOException, GeneralSecurityException, InterruptedException {
        Path folder = Files.createTempDirectory("wall");
        try {
            Certificate certificate = Certificate.create(folder);
            return FakeProvider.start(certificate.context().getServerSocketFactory(), "https");
        } finally {
            Files.deleteIfExists(folder.resolve("loopback.p12"));
            Files.delete(folder);
        }
    }

    private static String url(Address address, FakeProvider primary, ClosedPort closed) {
        return switch (address) {
            case PLAIN, UNTRUSTED -> primary.uri().toString();
            case NOT_SECURE -> primary.uri().toString().replaceFirst("http:", "https:");
            // a name of its own for each trial: endpoints of one address share a breaker
            case UNKNOWN ->
                "http://no-such-host-%d.invalid".formatted(primary.uri().getPort());
            case CLOSED -> closed.uri().toString();
        };
    }

    @Override
    public void close() throws IOException {
        primary.close();
        fallback.close();
        closed.close();
    }
}
