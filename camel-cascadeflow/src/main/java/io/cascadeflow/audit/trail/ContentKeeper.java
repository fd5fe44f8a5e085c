package io.cascadeflow.audit.trail;

import io.cascadeflow.agent.ToolOutcome;
import io.cascadeflow.audit.Content;
import io.cascadeflow.audit.Redactor;
import io.cascadeflow.audit.trail.KeptContent.Keep;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.recorded.RecordingWriter;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides how much of question and answer is kept. A question of one text is kept as that text, any other as its messages in
 * JSON. Immutable, and pure as far as the redactor is.
 */
public final class ContentKeeper {

    /** Only hashes: enough to prove later that a text is the one. */
    public static final ContentKeeper HASH = new ContentKeeper(Keep.HASH, Content.FULL);

    public static final ContentKeeper FULL = new ContentKeeper(Keep.FULL, Content.FULL);

    private final Keep keep;
    private final Content content;

    private ContentKeeper(Keep keep, Content content) {
        this.keep = keep;
        this.content = content;
    }

    /** What the redactor leaves; the hashes are of that, too. */
    public static ContentKeeper redacted(Redactor redactor) {
        return new ContentKeeper(Keep.REDACTED, Content.redacted(redactor));
    }

    /** Never throws: where the redactor does, hashes are kept, and that is said. */
    KeptContent keep(@Nullable ChatRequest asked, @Nullable ChatReply answer) {
        try {
            return keep(asked, answer, content, keep == Keep.HASH ? KeptText::hashOf : KeptText::beginningOf);
        } catch (RuntimeException fromTheRedactor) {
            return HASH.failed(asked, answer);
        }
    }

    /** Of a call of a tool: its arguments as they were written, and what the model was told. Never throws, likewise. */
    KeptContent keep(ToolOutcome outcome) {
        try {
            return keep(outcome, content, keep == Keep.HASH ? KeptText::hashOf : KeptText::beginningOf);
        } catch (RuntimeException fromTheRedactor) {
            KeptContent hashes = HASH.keep(outcome);
            return new KeptContent(hashes.kept(), true, hashes.question(), hashes.answer());
        }
    }

    private KeptContent keep(ToolOutcome outcome, Content content, Function<String, KeptText> text) {
        return new KeptContent(
                keep,
                false,
                text.apply(content.text(outcome.call().arguments())),
                outcome.kind() == ToolOutcome.Kind.NOT_MADE ? null : text.apply(content.text(outcome.text())));
    }

    private KeptContent failed(@Nullable ChatRequest asked, @Nullable ChatReply answer) {
        KeptContent hashes = keep(asked, answer);
        return new KeptContent(hashes.kept(), true, hashes.question(), hashes.answer());
    }

    private KeptContent keep(
            @Nullable ChatRequest asked, @Nullable ChatReply answer, Content content, Function<String, KeptText> text) {
        return new KeptContent(
                keep,
                false,
                asked == null
                        ? null
                        : text.apply(RecordingWriter.text(content.request(asked).messages())),
                answer == null ? null : text.apply(textOf(answer, content)));
    }

    private static String textOf(ChatReply answer, Content content) {
        return answer.message().toolCalls().isEmpty()
                ? content.text(answer.text())
                : RecordingWriter.text(content.request(ChatRequest.of(List.of(answer.message())))
                        .messages());
    }
}
