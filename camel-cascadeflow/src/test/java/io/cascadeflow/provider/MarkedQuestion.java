package io.cascadeflow.provider;

import io.cascadeflow.model.CacheTtl;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.Serving;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.ToolChoice;
import io.cascadeflow.model.ToolSpec;
import io.cascadeflow.model.Tools;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One question with and without all the marks that only Anthropic knows. */
public final class MarkedQuestion {

    public static final ChatRequest PLAIN = question(null, false);
    public static final ChatRequest MARKED = question(CacheTtl.ONE_HOUR, true);

    private MarkedQuestion() {}

    private static ChatRequest question(@Nullable CacheTtl cache, boolean failed) {
        List<ChatMessage> messages = List.of(
                new ChatMessage(
                        Role.USER,
                        List.of(
                                new ContentPart.Text("See", cache),
                                new ContentPart.ImageUrl("data:image/png;base64,iVBO", null, cache),
                                new ContentPart.ImageData("image/png", "iVBO", cache)),
                        List.of(),
                        null),
                new ChatMessage(Role.ASSISTANT, List.of(), List.of(new ToolCall("c1", "t", "{}", cache)), null),
                new ChatMessage(
                        Role.TOOL,
                        List.of(new ContentPart.Text("no", cache)),
                        List.of(),
                        "c1",
                        failed,
                        failed ? cache : null));
        return ChatRequest.of(messages)
                .withTools(new Tools(
                        List.of(new ToolSpec("t", "", "{\"type\":\"object\"}", null, cache)), ToolChoice.AUTO, null))
                .withServing(new Serving(cache, cache != null));
    }
}
