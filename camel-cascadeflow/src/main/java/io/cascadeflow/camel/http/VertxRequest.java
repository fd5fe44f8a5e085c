package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import io.netty.handler.codec.TooLongFrameException;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.ProtocolException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Calls, heads and failures as Vert.x has them. */
final class VertxRequest {

    private static final String AGENT = "camel-cascadeflow";

    private VertxRequest() {}

    /**
     * @param compressed whether the reply may be
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    static RequestOptions of(HttpCall call, boolean compressed) {
        URI uri = call.uri();
        boolean secure = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(secure || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException("no HTTP address");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(call.method()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(target(uri))
                .setFollowRedirects(false);
        if (uri.getHost().startsWith("[")) {
            options.setServer(
                    SocketAddress.inetSocketAddress(port, uri.getHost().replaceAll("[\\[\\]]", "")));
        }
        MultiMap headers = HttpHeaders.headers().set(HttpHeaders.USER_AGENT, AGENT);
        if (compressed) {
            headers.set(HttpHeaders.ACCEPT_ENCODING, "gzip");
        }
        call.headers().forEach((name, value) -> headers.set(name, value));
        return options.setHeaders(headers);
    }

    private static String target(URI uri) {
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    /** Hangs up when the exchange fails. */
    static void endWith(CompletableFuture<?> exchange, HttpClientRequest request) {
        // the future of the response tells of it, too; without this it would be logged
        request.exceptionHandler(told -> {});
        exchange.whenComplete((done, failure) -> {
            if (failure != null) {
                request.reset();
            }
        });
    }

    static Future<HttpClientResponse> send(HttpClientRequest request, HttpCall call) {
        byte[] body = call.body();
        return body == null || body.length == 0 ? request.send() : request.send(Buffer.buffer(body));
    }

    /** Runs it once this reply's connection is free, which it is not before we return. Only on the loop that read the reply. */
    static void onceFree(Runnable step) {
        Vertx.currentContext().runOnContext(free -> step.run());
    }

    /** The first value of each. */
    static Map<String, String> headers(HttpClientResponse head) {
        Map<String, String> headers = new LinkedHashMap<>();
        head.headers().forEach(entry -> headers.putIfAbsent(entry.getKey(), entry.getValue()));
        return headers;
    }

    /** What Netty says of a reply that it cannot decode quotes it. */
    static Throwable unquoted(Throwable failure) {
        boolean undecodable = failure instanceof IllegalArgumentException || failure instanceof TooLongFrameException;
        return undecodable ? new ProtocolException("the reply is no HTTP") : failure;
    }
}
