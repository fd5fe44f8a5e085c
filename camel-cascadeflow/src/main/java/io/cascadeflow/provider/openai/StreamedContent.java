package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.provider.stream.TextEvents;
import io.cascadeflow.provider.stream.ThinkSplitter;
import org.jspecify.annotations.Nullable;

/** The content of a streamed message: text, or blocks once there are some; refusal, images, the words of a spoken answer. */
final class StreamedContent {

    private final TextEvents out;
    private final @Nullable ThinkSplitter tags;
    private final StringBuilder text = new StringBuilder();
    private @Nullable StreamedBlocks blocks;
    private final StringBuilder refusal = new StringBuilder();
    private final StringBuilder transcript = new StringBuilder();
    private final ArrayNode images = Json.MAPPER.createArrayNode();

    StreamedContent(boolean thinkTags, TextEvents out) {
        this.out = out;
        this.tags = thinkTags ? new ThinkSplitter(out) : null;
    }

    void add(JsonNode delta, Logprobs logprobs) {
        JsonNode piece = delta.path("content");
        if (!piece.asText("").isEmpty() || !piece.isEmpty()) {
            out.logprobs(logprobs);
        }
        content(piece);
        String refused = Json.text(delta, "refusal");
        refusal.append(refused);
        out.refusal(refused);
        String spoken = Json.text(delta.path("audio"), "transcript");
        transcript.append(spoken);
        out.text(spoken);
        delta.path("images").forEach(images::add);
    }

    private void content(JsonNode content) {
        if (content.isTextual()) {
            text(content.asText());
        } else if (content.isArray()) {
            content.forEach(blocks()::add);
        } else if (content.isObject()) {
            blocks().add(content);
        } else if (!content.isNull() && !content.isMissingNode()) {
            throw new UnreadableReplyException("the message's content is neither text nor a list of parts");
        }
    }

    private void text(String piece) {
        if (blocks != null) {
            blocks.addText(piece);
            return;
        }
        text.append(piece);
        if (tags == null) {
            out.text(piece);
        } else {
            tags.add(piece);
        }
    }

    /** From the first block on, text is a block too. */
    private StreamedBlocks blocks() {
        if (blocks == null) {
            endTags();
            blocks = new StreamedBlocks(text, out);
        }
        return blocks;
    }

    private void endTags() {
        if (tags != null) {
            tags.end();
        }
    }

    void flush() {
        endTags();
        out.flush();
    }

    void write(ObjectNode message) {
        if (blocks != null) {
            message.set("content", blocks.json());
        } else {
            message.put("content", text.toString());
        }
        if (!refusal.isEmpty()) {
            message.put("refusal", refusal.toString());
        }
        if (!transcript.isEmpty()) {
            message.putObject("audio").put("transcript", transcript.toString());
        }
        if (!images.isEmpty()) {
            message.set("images", images);
        }
    }
}
