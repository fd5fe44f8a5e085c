package io.cascadeflow.camel.dashboard;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Addresses of pages, all relative: wherever the dashboard is mounted, they are right. Pure functions. */
public final class Url {

    private static final int MOST = 50;

    private Url() {}

    /** @param parameters name, value, name, value; those without a value are left out */
    static String of(String page, @Nullable String... parameters) {
        StringBuilder url = new StringBuilder(page);
        char before = '?';
        for (int i = 0; i + 1 < parameters.length; i += 2) {
            String value = parameters[i + 1];
            if (value != null && !value.isEmpty()) {
                url.append(before)
                        .append(parameters[i])
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
                before = '&';
            }
        }
        return url.toString();
    }

    /** Parameters of a query or a form; what cannot be read is left out. */
    public static Map<String, String> parameters(@Nullable String encoded) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (encoded == null) {
            return parameters;
        }
        for (String pair : encoded.split("&", MOST)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                try {
                    parameters.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
                } catch (IllegalArgumentException notEncoded) {
                    continue;
                }
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
