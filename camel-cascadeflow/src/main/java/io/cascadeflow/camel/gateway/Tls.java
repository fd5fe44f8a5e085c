package io.cascadeflow.camel.gateway;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Set;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509KeyManager;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * Serves by an {@link SSLContext} as Camel's SSL parameters make it, with its protocols, ciphers and what it asks of clients.
 * HTTP/1.1 only.
 */
final class Tls {

    private Tls() {}

    /** @throws IllegalArgumentException when there is no key to serve with */
    static void add(HttpServerOptions options, SSLContextParameters parameters, CamelContext camel)
            throws GeneralSecurityException, IOException {
        // first: it hands the Camel context to the key store
        SSLContext context = parameters.createSSLContext(camel);
        SSLEngine configured = context.createSSLEngine();
        configured.setUseClientMode(false);
        options.setSsl(true)
                .setUseAlpn(false)
                // not looked at: the context has it; without it, Vert.x does not begin
                .setKeyCertOptions(KeyCertOptions.wrap(key(parameters)))
                .setSslEngineOptions(new Given(context))
                .setEnabledSecureTransportProtocols(Set.of(configured.getEnabledProtocols()))
                .setClientAuth(clientAuth(configured));
        Arrays.stream(configured.getEnabledCipherSuites()).forEach(options::addEnabledCipherSuite);
    }

    private static X509KeyManager key(SSLContextParameters parameters) throws GeneralSecurityException, IOException {
        KeyManager[] keys = parameters.getKeyManagers() == null
                ? new KeyManager[0]
                : parameters.getKeyManagers().createKeyManagers();
        for (KeyManager key : keys) {
            if (key instanceof X509KeyManager x509) {
                return x509;
            }
        }
        throw new IllegalArgumentException("the gateway's SSL parameters have no key: give them a key store");
    }

    private static final class Given extends JdkSSLEngineOptions {

        private final SSLContext context;

        Given(SSLContext context) {
            this.context = context;
        }

        @Override
        public JdkSSLEngineOptions copy() {
            return new Given(context);
        }

        @Override
        public SslContextFactory sslContextFactory() {
            return new SslContextFactory() {
                @Override
                public SslContext create() {
                    return served(context);
                }
            };
        }
    }

    private static SslContext served(SSLContext context) {
        return new JdkSslContext(
                context,
                false,
                null,
                IdentityCipherSuiteFilter.INSTANCE,
                ApplicationProtocolConfig.DISABLED,
                io.netty.handler.ssl.ClientAuth.NONE,
                null,
                false);
    }

    private static ClientAuth clientAuth(SSLEngine configured) {
        if (configured.getNeedClientAuth()) {
            return ClientAuth.REQUIRED;
        }
        return configured.getWantClientAuth() ? ClientAuth.REQUEST : ClientAuth.NONE;
    }
}
