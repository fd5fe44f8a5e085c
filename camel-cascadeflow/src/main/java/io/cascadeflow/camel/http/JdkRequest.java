package io.cascadeflow.camel.http;

import io.cascadeflow.provider.HttpCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** Calls and heads as the JDK's client has them. */
final class JdkRequest {

    private JdkRequest() {}

    /**
     * @param compressed whether the reply may be
     * @throws IllegalArgumentException when the address or a header cannot be sent
     */
    static HttpRequest of(HttpCall call, boolean compressed) {
        byte[] body = call.body();
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .version(
                        "https".equalsIgnoreCase(call.uri().getScheme())
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1);
        if (compressed) {
            request.setHeader("Accept-Encoding", "gzip");
        }
        call.headers().forEach(request::setHeader);
        return request.method(call.method(), body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .build();
    }

    /** The first value of each. */
    static Map<String, String> headers(ResponseInfo head) {
        Map<String, String> headers = new LinkedHashMap<>();
        head.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
        return headers;
    }
}
