package io.cascadeflow.guard.check;

import io.cascadeflow.guard.find.Detector;
import io.cascadeflow.guard.find.Detectors;
import io.cascadeflow.guard.find.Span;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Role;
import java.util.List;
import java.util.Set;

/** Looks for instructions in what only informs: what tools say, and passages that a retrieval found. Immutable. */
public final class ToolScreen {

    private static final String REMOVED = "[removed: this text gave instructions]";

    private final Detectors detectors;

    public ToolScreen(Detector detector) {
        this.detectors = Detectors.of(Set.of(detector.kind()), List.of(detector));
    }

    /**
     * Whether something in a result of a tool, or in a passage, reads like instructions.
     *
     * @throws io.cascadeflow.guard.find.DetectorException when nobody can tell
     */
    public boolean finds(ChatRequest request) {
        return request.messages().stream()
                .anyMatch(message -> message.content().stream().anyMatch(part -> instructs(message, part)));
    }

    /**
     * The request with a remark in place of each result of a tool, and of each passage, in which something is found.
     *
     * @throws io.cascadeflow.guard.find.DetectorException likewise
     */
    public ChatRequest stripped(ChatRequest request) {
        return finds(request)
                ? request.withMessages(
                        request.messages().stream().map(this::stripped).toList())
                : request;
    }

    private ChatMessage stripped(ChatMessage message) {
        List<ContentPart> parts = message.content().stream()
                .map(part -> instructs(message, part) ? removed((ContentPart.Text) part) : part)
                .toList();
        return new ChatMessage(
                message.role(), parts, message.toolCalls(), message.toolCallId(), message.failed(), message.cache());
    }

    /** What follows a passage is on a line of its own. */
    private static ContentPart.Text removed(ContentPart.Text text) {
        return text.withText(text.material() ? REMOVED + "\n" : REMOVED);
    }

    private boolean instructs(ChatMessage message, ContentPart part) {
        return part instanceof ContentPart.Text text
                && (message.role() == Role.TOOL || text.material())
                && !found(unescaped(text.text())).isEmpty();
    }

    /** JSON hides words behind {@code \n}, {@code \t} and {@code \u0069}. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0 ? text : text + "\n" + Escapes.undone(text);
    }

    private List<Span> found(String text) {
        return detectors.find(text);
    }
}
