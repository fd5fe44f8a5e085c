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

/** Looks for instructions in what tools say. Immutable. */
public final class ToolScreen {

    private static final String REMOVED = "[removed: this text gave instructions]";

    private final Detectors detectors;

    public ToolScreen(Detector detector) {
        this.detectors = Detectors.of(Set.of(detector.kind()), List.of(detector));
    }

    /**
     * Whether something in a result of a tool reads like instructions.
     *
     * @throws io.cascadeflow.guard.find.DetectorException when nobody can tell
     */
    public boolean finds(ChatRequest request) {
        return request.messages().stream()
                .filter(message -> message.role() == Role.TOOL)
                .flatMap(message -> message.content().stream())
                .anyMatch(part -> part instanceof ContentPart.Text text
                        && !found(unescaped(text.text())).isEmpty());
    }

    /**
     * The request with a remark in place of each result of a tool in which something is found.
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
        if (message.role() != Role.TOOL) {
            return message;
        }
        List<ContentPart> parts = message.content().stream()
                .map(part -> part instanceof ContentPart.Text text
                                && !found(unescaped(text.text())).isEmpty()
                        ? new ContentPart.Text(REMOVED, text.cache())
                        : part)
                .toList();
        return new ChatMessage(
                message.role(), parts, message.toolCalls(), message.toolCallId(), message.failed(), message.cache());
    }

    /** JSON hides words behind {@code \n}, {@code \t} and {@code \u0069}. */
    private static String unescaped(String text) {
        return text.indexOf('\\') < 0 ? text : text + "\n" + Escapes.undone(text);
    }

    private List<Span> found(String text) {
        return detectors.find(text);
    }
}
