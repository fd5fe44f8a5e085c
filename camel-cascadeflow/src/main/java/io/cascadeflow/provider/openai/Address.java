package io.cascadeflow.provider.openai;

import java.net.URI;
import java.util.Map;

/** Where the paths of an API are, what identifies us there, and what models are called there. */
interface Address {

    String CHAT = "/chat/completions";
    String RESPONSES = "/responses";
    String EMBEDDINGS = "/embeddings";

    /**
     * @param path such as {@link #CHAT}
     * @param model as the caller named it
     */
    URI of(String path, String model);

    /** Sent with every call; they hold the key. */
    Map<String, String> headers();

    /** What the model is called there. */
    default String name(String model) {
        return model;
    }
}
