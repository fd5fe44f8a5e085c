package io.cascadeflow.provider.bedrock;

import io.cascadeflow.provider.FakeRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Amazon's signature, version 4, as its server checks it: worked out from what arrived, by nothing of Amazon's.
 *
 * @param accessKey whose it is
 * @param scope date, region and service, as {@code 20261123/eu-central-1/bedrock}
 * @param signedHeaders the names of the headers that it vouches for
 * @param signature hexadecimal
 */
public record AwsSignature(String accessKey, String scope, List<String> signedHeaders, String signature) {

    private static final Pattern HEADER = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/(.+)/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    public static AwsSignature of(FakeRequest request) {
        String header = request.header("authorization").orElseThrow(() -> new AssertionError("it is not signed"));
        Matcher parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw new AssertionError("that is no signature of Amazon's");
        }
        return new AwsSignature(
                parts.group(1), parts.group(2), List.of(parts.group(3).split(";")), parts.group(4));
    }

    /** Whether the owner of {@code secret} sent just this request, by the time that it tells. */
    public boolean fits(FakeRequest request, String secret) {
        String time = request.header("x-amz-date").orElseThrow();
        String toSign =
                String.join("\n", "AWS4-HMAC-SHA256", time, scope + "/aws4_request", hash(utf8(canonical(request))));
        byte[] key = utf8("AWS4" + secret);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        return time.startsWith(scope.substring(0, 8))
                && hex(hmac(hmac(key, "aws4_request"), toSign)).equals(signature);
    }

    private String canonical(FakeRequest request) {
        String[] target = request.target().split("\\?", 2);
        // what is encoded in the path is encoded once more
        String path = Arrays.stream(target[0].split("/", -1))
                .map(segment -> URLEncoder.encode(segment, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .collect(Collectors.joining("/"));
        String headers = signedHeaders.stream()
                .map(name ->
                        name + ":" + request.header(name).orElseThrow().strip().replaceAll(" +", " ") + "\n")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                request.method(),
                path,
                target.length > 1 ? target[1] : "",
                headers,
                String.join(";", signedHeaders),
                hash(request.body()));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hash(byte[] bytes) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(utf8(text));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
