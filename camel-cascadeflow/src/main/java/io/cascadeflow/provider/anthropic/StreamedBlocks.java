package io.cascadeflow.provider.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The content blocks of a streamed message. Those that a reply in one piece is not read for are stepped over here too. */
final class StreamedBlocks {

    private final Consumer<ReplyEvent> out;
    private final TextEvents text;
    /** In the order in which they began. A server may number two of them alike: both were told, and both count. */
    private final List<Block> all = new ArrayList<>();

    private final Map<Integer, Block> current = new HashMap<>();
    private final Set<Block> sealed = Collections.newSetFromMap(new IdentityHashMap<>());
    private int calls;

    StreamedBlocks(Consumer<ReplyEvent> out) {
        this.out = out;
        this.text = new TextEvents(out);
    }

    /**
     * @param json the block as it began
     * @param grown what grew since: its text or its thought
     * @param call the call that it is; absent for other blocks
     */
    private record Block(
            ObjectNode json, StringBuilder grown, @Nullable StreamedToolUse call) {

        String seal() {
            return is("thinking") ? MessagesReply.text(json, "signature") : "";
        }

        static Block of(String type) {
            return new Block(WireJson.object().put("type", type), new StringBuilder(), null);
        }

        boolean is(String type) {
            return json.path("type").asText("").equals(type);
        }

        JsonNode whole() {
            if (call != null) {
                return json.set("input", call.input());
            }
            return is("redacted_thinking") ? json : json.put(is("text") ? "text" : "thinking", grown.toString());
        }
    }

    void start(int index, JsonNode block) {
        sealThoughts();
        switch (block.path("type").asText("")) {
            case "text" -> text(index, MessagesReply.text(block, "text"));
            case "thinking" -> {
                thinking(index, MessagesReply.text(block, "thinking"));
                sign(index, block);
            }
            case "redacted_thinking" -> {
                put(index, new Block((ObjectNode) block, new StringBuilder(), null));
                out.accept(new ReplyEvent.RedactedReasoning(MessagesReply.text(block, "data")));
            }
            case "tool_use" -> {
                StreamedToolUse call = new StreamedToolUse(calls++, block, out);
                put(index, new Block((ObjectNode) block, new StringBuilder(), call));
            }
            default -> {
                // not ours to act on
            }
        }
    }

    void add(int index, JsonNode delta) {
        switch (delta.path("type").asText("")) {
            case "text_delta" -> text(index, MessagesReply.text(delta, "text"));
            case "thinking_delta" -> thinking(index, MessagesReply.text(delta, "thinking"));
            case "signature_delta" -> sign(index, delta);
            case "input_json_delta" -> input(index, MessagesReply.text(delta, "partial_json"));
            default -> {
                // citations, and what is yet to be invented
            }
        }
    }

    private void text(int index, String piece) {
        grow(index, "text", piece);
        text.text(piece);
    }

    private void thinking(int index, String piece) {
        grow(index, "thinking", piece);
        text.reasoning(piece);
    }

    /** A server may forget to announce a block. */
    private void grow(int index, String type, String piece) {
        Block block = current.get(index);
        if (block == null || !block.is(type)) {
            block = Block.of(type);
            put(index, block);
        }
        block.grown().append(piece);
    }

    private void sign(int index, JsonNode from) {
        Block block = current.get(index);
        if (block != null && block.is("thinking") && from.path("signature").isTextual()) {
            block.json().set("signature", from.path("signature"));
        }
    }

    private void input(int index, String piece) {
        Block block = current.get(index);
        if (block != null && block.call() != null) {
            block.call().add(piece);
        }
    }

    void stop(int index) {
        sealThoughts();
        Block block = current.get(index);
        if (block != null) {
            stop(block);
        }
    }

    private static void stop(Block block) {
        if (block.call() != null) {
            block.call().stop();
        }
    }

    /** What was there under this number ends. */
    private void put(int index, Block block) {
        all.add(block);
        Block before = current.put(index, block);
        if (before != null) {
            stop(before);
        }
    }

    /** Blocks come one after the other: when another begins, those before have their seals, and each is told once. */
    private void sealThoughts() {
        for (Block block : all) {
            if (!block.seal().isEmpty() && sealed.add(block)) {
                out.accept(new ReplyEvent.ReasoningSignature(block.seal()));
            }
        }
    }

    void flush() {
        text.flush();
        sealThoughts();
        all.forEach(StreamedBlocks::stop);
    }

    ArrayNode json() {
        ArrayNode json = WireJson.array();
        all.forEach(block -> json.add(block.whole()));
        return json;
    }
}
