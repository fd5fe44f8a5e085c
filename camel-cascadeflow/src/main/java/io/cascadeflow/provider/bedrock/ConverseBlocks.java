package io.cascadeflow.provider.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import io.cascadeflow.provider.stream.Pieces;
import io.cascadeflow.provider.stream.TextEvents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The content blocks of a streamed message, in the order in which they began. */
final class ConverseBlocks {

    private enum Kind {
        TEXT,
        THOUGHT,
        OPAQUE,
        CALL
    }

    private final Consumer<ReplyEvent> out;
    private final TextEvents text;
    private final List<Block> all = new ArrayList<>();
    private final Map<Integer, Block> current = new HashMap<>();
    private int calls;

    ConverseBlocks(Consumer<ReplyEvent> out) {
        this.out = out;
        this.text = new TextEvents(out);
    }

    private static final class Block {
        private final Kind kind;
        private final @Nullable ObjectNode use;
        private final int place;
        private final StringBuilder grown = new StringBuilder();
        private final StringBuilder seal = new StringBuilder();
        private final Pieces pieces = new Pieces();
        private boolean stopped;

        private Block(Kind kind, @Nullable ObjectNode use, int place) {
            this.kind = kind;
            this.use = use;
            this.place = place;
        }
    }

    void start(int index, JsonNode start) {
        if (start.path("toolUse") instanceof ObjectNode use && ConverseReply.isCall(use)) {
            Block block = put(index, new Block(Kind.CALL, use, calls++));
            out.accept(new ReplyEvent.ToolCallStart(
                    block.place,
                    ConverseReply.id(use, block.place),
                    use.path("name").asText("")));
        }
    }

    void add(int index, JsonNode delta) {
        JsonNode thought = delta.path("reasoningContent");
        if (delta.path("text").isTextual()) {
            block(index, Kind.TEXT).grown.append(delta.path("text").asText());
            text.text(delta.path("text").asText());
        } else if (thought.path("text").isTextual()) {
            block(index, Kind.THOUGHT).grown.append(thought.path("text").asText());
            text.reasoning(thought.path("text").asText());
        } else if (thought.path("signature").isTextual()) {
            block(index, Kind.THOUGHT).seal.append(thought.path("signature").asText());
        } else if (thought.path("redactedContent").isTextual()) {
            block(index, Kind.OPAQUE)
                    .grown
                    .append(thought.path("redactedContent").asText());
        } else if (delta.path("toolUse").path("input").isTextual()) {
            input(current.get(index), delta.path("toolUse").path("input").asText());
        }
    }

    private void input(@Nullable Block block, String piece) {
        if (block != null && block.kind == Kind.CALL) {
            boolean blank = block.grown.toString().isBlank();
            block.grown.append(piece);
            if (!block.grown.toString().isBlank()) {
                tell(block, block.pieces.add(blank ? block.grown.toString() : piece));
            }
        }
    }

    private void tell(Block block, String fragment) {
        if (!fragment.isEmpty()) {
            out.accept(new ReplyEvent.ToolCallArguments(block.place, fragment));
        }
    }

    /** A block of text or thought is not announced. */
    private Block block(int index, Kind kind) {
        Block block = current.get(index);
        return block != null && block.kind == kind && !block.stopped ? block : put(index, new Block(kind, null, 0));
    }

    private Block put(int index, Block block) {
        stop(index);
        all.add(block);
        current.put(index, block);
        return block;
    }

    void stop(int index) {
        Block block = current.get(index);
        if (block != null) {
            stop(block);
        }
    }

    private void stop(Block block) {
        if (block.stopped) {
            return;
        }
        block.stopped = true;
        switch (block.kind) {
            case CALL -> tell(block, block.grown.toString().isBlank() ? "{}" : block.pieces.rest());
            case OPAQUE -> out.accept(new ReplyEvent.RedactedReasoning(block.grown.toString()));
            case THOUGHT -> {
                if (!block.seal.isEmpty()) {
                    out.accept(new ReplyEvent.ReasoningSignature(block.seal.toString()));
                }
            }
            case TEXT -> {
                // told as it came
            }
        }
    }

    void flush() {
        text.flush();
        all.forEach(this::stop);
    }

    ArrayNode json() {
        ArrayNode json = WireJson.array();
        all.forEach(block -> json.add(json(block)));
        return json;
    }

    private static ObjectNode json(Block block) {
        ObjectNode json = WireJson.object();
        String grown = block.grown.toString();
        if (block.use != null) {
            return json.set("toolUse", block.use.deepCopy().put("input", grown));
        }
        switch (block.kind) {
            case TEXT -> json.put("text", grown);
            case OPAQUE -> json.putObject("reasoningContent").put("redactedContent", grown);
            default -> {
                ObjectNode thought = json.putObject("reasoningContent")
                        .putObject("reasoningText")
                        .put("text", grown);
                if (!block.seal.isEmpty()) {
                    thought.put("signature", block.seal.toString());
                }
            }
        }
        return json;
    }
}
