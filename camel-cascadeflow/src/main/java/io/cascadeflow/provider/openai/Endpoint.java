package io.cascadeflow.provider.openai;

import java.net.URI;
import java.util.Map;

/**
 * Where chat calls go, and what identifies us there.
 *
 * @param chat the absolute address of the chat completions
 * @param headers sent with every call; they hold the key
 */
public record Endpoint(URI chat, Map<String, String> headers) implements Address {

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** The chat completions below {@code baseUrl}, whether or not that ends in a slash or in the path of an API. */
    public static Endpoint below(URI baseUrl, Map<String, String> headers) {
        String text = baseUrl.toString();
        int end = endOfPath(text);
        String path = text.substring(0, end).replaceAll("/+$", "");
        String root = path.replaceFirst("(" + CHAT + "|" + RESPONSES + ")$", "");
        return new Endpoint(URI.create(root + CHAT + text.substring(end)), headers);
    }

    /** The other paths are beside the chat completions, whatever the model. */
    @Override
    public URI of(String path, String model) {
        String text = chat.toString();
        int end = endOfPath(text);
        return URI.create(text.substring(0, end - CHAT.length()) + path + text.substring(end));
    }

    private static int endOfPath(String address) {
        return address.indexOf('?') < 0 ? address.length() : address.indexOf('?');
    }

    /** The address only. */
    @Override
    public String toString() {
        return chat.toString();
    }
}
