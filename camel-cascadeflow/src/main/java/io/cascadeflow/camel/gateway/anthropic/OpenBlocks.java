package io.cascadeflow.camel.gateway.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.provider.WireJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The content blocks of a streamed answer: one at a time is open. Not thread-safe. */
final class OpenBlocks {

    private final Map<Integer, Integer> calls = new HashMap<>();
    private int index;
    private @Nullable String open;

    void tell(ReplyEvent event, List<ObjectNode> told) {
        if (event instanceof ReplyEvent.Text text) {
            say("text", text.text(), told);
        } else if (event instanceof ReplyEvent.Refusal refusal) {
            say("text", refusal.text(), told);
        } else if (event instanceof ReplyEvent.Reasoning thought) {
            say("thinking", thought.text(), told);
        } else if (event instanceof ReplyEvent.ReasoningSignature seal) {
            openFor("thinking", told);
            told.add(delta(index, "signature_delta", "signature", seal.signature()));
            close(told);
        } else if (event instanceof ReplyEvent.RedactedReasoning sealed) {
            ObjectNode block = block("redacted_thinking").put("data", sealed.data());
            open(block, told);
            close(told);
        } else if (event instanceof ReplyEvent.ToolCallStart start) {
            open(call(start), told);
            calls.put(start.index(), index);
        } else if (event instanceof ReplyEvent.ToolCallArguments piece) {
            int place = calls.getOrDefault(piece.index(), index);
            told.add(delta(place, "input_json_delta", "partial_json", piece.fragment()));
        }
    }

    private void say(String kind, String piece, List<ObjectNode> told) {
        openFor(kind, told);
        told.add(delta(index, kind + "_delta", kind, piece));
    }

    /** A block of this kind is open: the one that is, or a new one. */
    private void openFor(String kind, List<ObjectNode> told) {
        if (kind.equals(open)) {
            return;
        }
        ObjectNode block = block(kind).put(kind, "");
        open(kind.equals("thinking") ? block.put("signature", "") : block, told);
    }

    private static ObjectNode block(String kind) {
        return WireJson.object().put("type", kind);
    }

    private static ObjectNode call(ReplyEvent.ToolCallStart start) {
        ObjectNode block = block("tool_use").put("id", start.id()).put("name", start.name());
        block.putObject("input");
        return block;
    }

    private void open(ObjectNode block, List<ObjectNode> told) {
        close(told);
        open = block.path("type").asText();
        ObjectNode start = WireJson.object().put("type", "content_block_start").put("index", index);
        start.set("content_block", block);
        told.add(start);
    }

    /** Closes the block that is open, if one is. */
    void close(List<ObjectNode> told) {
        if (open != null) {
            told.add(WireJson.object().put("type", "content_block_stop").put("index", index));
            open = null;
            index++;
        }
    }

    private static ObjectNode delta(int index, String kind, String field, String piece) {
        ObjectNode json = WireJson.object().put("type", "content_block_delta").put("index", index);
        json.putObject("delta").put("type", kind).put(field, piece);
        return json;
    }
}
