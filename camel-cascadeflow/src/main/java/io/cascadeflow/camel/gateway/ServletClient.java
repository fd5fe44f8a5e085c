package io.cascadeflow.camel.gateway;

import io.cascadeflow.camel.config.GatewayLimits;
import io.cascadeflow.camel.gateway.Fault.Kind;
import io.cascadeflow.provider.Pause;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A request that came by a servlet container: read and answered as its connection is ready, where no thread waits. That a client has left
 * is known when something cannot be written to it, so a provider's call ends with the next piece of a stream, or the next sign of life.
 */
final class ServletClient implements Client, AsyncListener {

    private static final int NO_CONTENT = 204;

    private final AsyncContext async;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Pause pause;
    private final String method;
    private final String path;
    private final @Nullable String query;
    private final String address;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final boolean takesTrailers;
    private volatile Map<String, String> trailers = Map.of();

    /**
     * Takes what may be asked for later, when the container has use for the request again.
     *
     * @param path as the gateway counts it
     */
    ServletClient(AsyncContext async, String path, Pause pause) {
        this.async = async;
        this.request = (HttpServletRequest) async.getRequest();
        this.response = (HttpServletResponse) async.getResponse();
        this.pause = pause;
        this.method = request.getMethod();
        this.path = path;
        this.query = request.getQueryString();
        this.address = request.getRemoteAddr();
        Collections.list(request.getHeaderNames())
                .forEach(name -> headers.put(name, String.join(", ", Collections.list(request.getHeaders(name)))));
        takesTrailers = headers.getOrDefault("te", "").contains("trailers")
                && !request.getProtocol().equals("HTTP/1.0");
        async.addListener(this);
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public @Nullable String query() {
        return query;
    }

    @Override
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public CompletionStage<byte[]> body(GatewayLimits limits) {
        ServletBody body = new ServletBody(limits);
        if (request.getContentLengthLong() > limits.bodyBytes()) {
            body.refuseLength();
            return body.whole();
        }
        CompletableFuture<Void> late = pause.of(limits.bodyTime());
        late.thenRun(body::refuseTime);
        body.whole().whenComplete((bytes, failure) -> late.cancel(false));
        try {
            body.read(request.getInputStream());
        } catch (IOException | IllegalStateException broken) {
            throw new FaultException(Kind.INVALID_REQUEST, "the body broke off");
        }
        return body.whole();
    }

    @Override
    public void answer(int status, Map<String, String> headers, byte[] body) {
        if (!gone.isDone()) {
            response.setStatus(status);
            headers.forEach(response::setHeader);
            if (status != NO_CONTENT) {
                response.setContentLength(body.length);
            }
            out().end(body);
        }
    }

    @Override
    public Outlet begin(Map<String, String> headers) {
        if (gone.isDone()) {
            return new Nowhere();
        }
        headers.forEach(response::setHeader);
        if (takesTrailers) {
            response.setTrailerFields(() -> trailers);
        }
        return new Written(out());
    }

    private ServletOutput out() {
        ServletOutput out = new ServletOutput(gone, this::complete);
        try {
            out.open(response.getOutputStream());
        } catch (IOException | IllegalStateException broken) {
            left();
        }
        return out;
    }

    /** A streamed answer. */
    private final class Written implements Outlet {

        private final ServletOutput out;

        Written(ServletOutput out) {
            this.out = out;
        }

        @Override
        public CompletionStage<Void> write(String text) {
            return out.write(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void end(String text, Map<String, String> known) {
            trailers = known;
            out.end(text.getBytes(StandardCharsets.UTF_8));
        }

        /** An application in a container cannot break a connection off: the missing last event has to tell. */
        @Override
        public void breakOff(String text) {
            out.end(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** For a client that has left before it was answered. */
    private static final class Nowhere implements Outlet {

        @Override
        public CompletionStage<Void> write(String text) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void end(String text, Map<String, String> trailers) {}

        @Override
        public void breakOff(String text) {}
    }

    @Override
    public CompletableFuture<Void> gone() {
        return gone;
    }

    private void left() {
        if (gone.complete(null)) {
            complete();
        }
    }

    private void complete() {
        try {
            async.complete();
        } catch (IllegalStateException ended) {
            // by the container, when it saw the client leave
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        left();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        left();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
}
