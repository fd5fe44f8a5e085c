package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.util.Timeout;

/** A call as the blocking client takes it. It can be aborted from any thread, at any time. */
final class ApacheRequest {

    private final HttpCall call;
    private final HttpUriRequestBase request;
    private final Timeout silence;
    private volatile boolean sent;

    private ApacheRequest(HttpCall call, Timeout silence) {
        this.call = call;
        this.silence = silence;
        request = new HttpUriRequestBase(call.method(), call.uri());
    }

    /** One whose reply is to be whole within the call's timeout. */
    static ApacheRequest whole(HttpCall call) {
        return new ApacheRequest(call, timeout(call));
    }

    /** One whose reply may pause as long as it likes: who takes it watches over that, and aborts. */
    static ApacheRequest streamed(HttpCall call) {
        return new ApacheRequest(call, Timeout.DISABLED);
    }

    private static Timeout timeout(HttpCall call) {
        return Timeout.of(Math.max(1, call.timeout().toMillis()), TimeUnit.MILLISECONDS);
    }

    /**
     * Blocks until {@code read} is done with the response.
     *
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    <T> T execute(CamelClients clients, HttpClientResponseHandler<T> read) throws IOException {
        HttpClient client = clients.of(scheme(call.uri()));
        prepare(client);
        return client.execute(request, read);
    }

    /** Whether the server can have got it: one without its body it cannot serve. */
    boolean isSent() {
        return sent;
    }

    /** Without effect on an exchange that is over. */
    void abort() {
        request.cancel();
    }

    /** The first value of each. */
    static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName(), header.getValue());
        }
        return headers;
    }

    static String encoding(ClassicHttpResponse response) {
        Header encoding = response.getFirstHeader("Content-Encoding");
        return encoding == null ? "" : encoding.getValue();
    }

    private void prepare(HttpClient client) {
        RequestConfig settings = client instanceof Configurable configurable && configurable.getConfig() != null
                ? configurable.getConfig()
                : RequestConfig.DEFAULT;
        request.setConfig(RequestConfig.copy(settings)
                .setResponseTimeout(silence)
                .setConnectionRequestTimeout(timeout(call))
                .build());
        call.headers().forEach(this::setHeader);
        byte[] body = call.body();
        if (body != null) {
            // the type is among the headers
            request.setEntity(new HttpEntityWrapper(new ByteArrayEntity(body, null)) {
                @Override
                public void writeTo(OutputStream out) throws IOException {
                    sent = true;
                    super.writeTo(out);
                }
            });
        }
    }

    /** A line break in a value would begin another header. */
    private void setHeader(String name, String value) {
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t') || name.chars().anyMatch(c -> c <= ' ' || c == ':')) {
            throw new IllegalArgumentException("control character in a header");
        }
        request.setHeader(name, value);
    }

    private static String scheme(URI uri) {
        String scheme = uri.getScheme();
        if ("http".equalsIgnoreCase(scheme)) {
            return "http";
        }
        if ("https".equalsIgnoreCase(scheme)) {
            return "https";
        }
        throw new IllegalArgumentException("neither http nor https");
    }
}
