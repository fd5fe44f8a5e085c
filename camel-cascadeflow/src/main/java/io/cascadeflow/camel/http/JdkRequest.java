package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Calls and heads as the JDK's client has them. */
final class JdkRequest {

    private JdkRequest() {}

    /**
     * @param sending told when the body, which ends the request, is about to go out; not before there is a connection
     * @param compressed whether the reply may be
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    static HttpRequest of(HttpCall call, Runnable sending, boolean compressed) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .version(
                        "https".equalsIgnoreCase(call.uri().getScheme())
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1);
        if (compressed) {
            request.setHeader("Accept-Encoding", "gzip");
        }
        call.headers().forEach(request::setHeader);
        return request.method(call.method(), body(call.body(), sending)).build();
    }

    private static BodyPublisher body(byte @Nullable [] body, Runnable sending) {
        if (body == null || body.length == 0) {
            return BodyPublishers.noBody();
        }
        BodyPublisher bytes = BodyPublishers.ofByteArray(body);
        Flow.Publisher<ByteBuffer> told = subscriber -> {
            sending.run();
            bytes.subscribe(subscriber);
        };
        return BodyPublishers.fromPublisher(told, body.length);
    }

    /** The first value of each. */
    static Map<String, String> headers(ResponseInfo head) {
        Map<String, String> headers = new LinkedHashMap<>();
        head.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }
}
