package io.cascadeflow.model;

import org.jspecify.annotations.Nullable;

/** One part of a message's content. */
public sealed interface ContentPart {

    /** How long a provider may keep the prompt up to the end of this part; absent when nobody said so. */
    default @Nullable CacheTtl cache() {
        return null;
    }

    /** The same part without its mark. */
    default ContentPart unmarked() {
        return this;
    }

    /**
     * Plain text.
     *
     * @param material whether it is only there to answer from, such as a passage that a retrieval found: not what the message's
     *     author says
     */
    record Text(String text, @Nullable CacheTtl cache, boolean material) implements ContentPart {

        public Text(String text) {
            this(text, null);
        }

        public Text(String text, @Nullable CacheTtl cache) {
            this(text, cache, false);
        }

        public static Text material(String text) {
            return new Text(text, null, true);
        }

        public Text withText(String text) {
            return new Text(text, cache, material);
        }

        @Override
        public ContentPart unmarked() {
            return new Text(text, null, material);
        }
    }

    /**
     * An image by address. It is passed on to the provider and never fetched here.
     *
     * @param detail {@code low}, {@code high} or {@code auto}; absent leaves it to the provider
     */
    record ImageUrl(
            String url, @Nullable String detail, @Nullable CacheTtl cache) implements ContentPart {

        public ImageUrl(String url, @Nullable String detail) {
            this(url, detail, null);
        }

        @Override
        public ContentPart unmarked() {
            return new ImageUrl(url, detail);
        }
    }

    /**
     * An image by value.
     *
     * @param mediaType such as {@code image/png}
     * @param base64 the bytes, base64-encoded
     */
    record ImageData(
            String mediaType, String base64, @Nullable CacheTtl cache) implements ContentPart {

        public ImageData(String mediaType, String base64) {
            this(mediaType, base64, null);
        }

        @Override
        public ContentPart unmarked() {
            return new ImageData(mediaType, base64);
        }
    }

    /**
     * What a reasoning model thought before it answered. Never part of the answer's text; some providers want it back
     * unchanged within a tool loop.
     *
     * @param text the thought, or the opaque data of a redacted one
     * @param signature the provider's seal, absent where it has none
     * @param redacted whether {@code text} is opaque
     */
    record Reasoning(String text, @Nullable String signature, boolean redacted) implements ContentPart {}
}
