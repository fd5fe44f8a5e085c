package io.cascadeflow.camel.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cascadeflow.camel.http.Certificate;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.SSLContextServerParameters;
import org.apache.camel.support.jsse.SecureSocketProtocolsParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS as Camel's SSL parameters say. */
@Timeout(60)
class GatewayTlsTest {

    private static final String CONFIGURATION = """
            models: {'compatible:small': {input: 1, output: 1}}
            cascades: {support: {tiers: [{name: small, uri: 'cascadeflow:compatible:small?apiKey=k&baseUrl=PROVIDER'}]}}
            gateway: {tls: true}
            """;

    @TempDir
    private Path directory;

    private static KeyStoreParameters store(Certificate certificate) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + certificate.file());
        store.setPassword(Certificate.PASSWORD);
        return store;
    }

    private static Consumer<CamelContext> serving(Certificate certificate) {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(certificate));
        keys.setKeyPassword(Certificate.PASSWORD);
        SecureSocketProtocolsParameters protocols = new SecureSocketProtocolsParameters();
        protocols.setSecureSocketProtocol(List.of("TLSv1.3"));
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        tls.setSecureSocketProtocols(protocols);
        return camel -> camel.setSSLContextParameters(tls);
    }

    private static HttpClient trusting(Certificate certificate, String... protocols) throws Exception {
        HttpClient.Builder client = HttpClient.newBuilder().sslContext(certificate.context());
        if (protocols.length > 0) {
            SSLParameters parameters = new SSLParameters();
            parameters.setProtocols(protocols);
            client.sslParameters(parameters);
        }
        return client.build();
    }

    @Test
    void itServesByTheCertificateAndTheProtocolsOfTheContext() throws Exception {
        Certificate certificate = Certificate.create(directory);
        try (ServedGateway served = new ServedGateway(CONFIGURATION, serving(certificate))) {
            HttpRequest health = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + served.gateway.port() + "/health"))
                    .build();

            assertThat(trusting(certificate)
                            .send(health, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(
                            () -> trusting(certificate, "TLSv1.2").send(health, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void itAsksClientsForCertificatesWhereTheContextSaysSo() throws Exception {
        Certificate certificate = Certificate.create(directory);
        SSLContextServerParameters clients = new SSLContextServerParameters();
        clients.setClientAuthentication("REQUIRE");
        Consumer<CamelContext> serving = serving(certificate)
                .andThen(camel -> camel.getSSLContextParameters().setServerParameters(clients));
        try (ServedGateway served = new ServedGateway(CONFIGURATION, serving)) {
            HttpRequest health = HttpRequest.newBuilder(
                            URI.create("https://127.0.0.1:" + served.gateway.port() + "/health"))
                    .build();

            assertThatThrownBy(() -> withoutCertificate(certificate).send(health, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    private static HttpClient withoutCertificate(Certificate trusted) throws Exception {
        KeyStore store = KeyStore.getInstance(trusted.file().toFile(), Certificate.PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void withoutSslParametersItDoesNotStart() {
        assertThatThrownBy(() -> new ServedGateway(CONFIGURATION))
                .hasStackTraceContaining("gateway.tls: the Camel context has no SSL parameters");
    }
}
