package io.cascadeflow.camel.gateway;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;
import javax.net.ssl.SSLContext;

/** Serves by an {@link SSLContext} as Camel's SSL parameters make it. HTTP/1.1 only. */
final class Tls {

    private Tls() {}

    static void add(HttpServerOptions options, SSLContext context) {
        options.setSsl(true).setUseAlpn(false).setSslEngineOptions(new Given(context));
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
                    return new JdkSslContext(
                            context,
                            false,
                            null,
                            IdentityCipherSuiteFilter.INSTANCE,
                            ApplicationProtocolConfig.DISABLED,
                            ClientAuth.NONE,
                            null,
                            false);
                }
            };
        }
    }
}
