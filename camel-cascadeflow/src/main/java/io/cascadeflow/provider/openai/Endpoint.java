package io.cascadeflow.provider.openai;

import java.net.URI;
import java.util.Map;

/**
 * Where chat calls go, and what identifies us there.
 *
 * @param chat the absolute address of the chat completions
 * @param headers sent with every call; they hold the key
 */
public record Endpoint(URI chat, Map<String, String> headers) {

    private static final String PATH = "/chat/completions";
    private static final String EMBEDDINGS = "/embeddings";

    public Endpoint {
        headers = Map.copyOf(headers);
    }

    /** The chat completions below {@code baseUrl}, whether or not that ends in a slash or in their own path. */
    public static Endpoint below(URI baseUrl, Map<String, String> headers) {
        String text = baseUrl.toString();
        int end = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
        String path = text.substring(0, end).replaceAll("/+$", "");
        String chat = path.endsWith(PATH) ? path : path + PATH;
        return new Endpoint(URI.create(chat + text.substring(end)), headers);
    }

    /** Where vectors are to be had, beside the chat completions. */
    URI embeddings() {
        String text = chat.toString();
        int end = text.indexOf('?') < 0 ? text.length() : text.indexOf('?');
        return URI.create(text.substring(0, end - PATH.length()) + EMBEDDINGS + text.substring(end));
    }

    /** The address only. */
    @Override
    public String toString() {
        return chat.toString();
    }
}
