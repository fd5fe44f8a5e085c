package io.cascadeflow.camel.gateway.keys.jwt;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** An issuer's keys in a file, which may change while the gateway runs. */
record JwksFile(Path path) implements JWKSetSource<SecurityContext> {

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws JWKSetUnavailableException {
        try {
            return JWKSet.parse(Files.readString(path));
        } catch (IOException | ParseException e) {
            throw new JWKSetUnavailableException("the file of keys cannot be read", e);
        }
    }

    @Override
    public void close() {
        // it is open only while it is read
    }
}
