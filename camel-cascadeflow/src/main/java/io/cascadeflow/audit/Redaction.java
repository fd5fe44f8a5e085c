package io.cascadeflow.audit;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.model.ToolCall;
import java.util.List;

/** Redacts what has texts in it. */
final class Redaction {

    private Redaction() {}

    /** The texts and the tools' arguments; images and reasoning are not kept. */
    static ChatMessage of(ChatMessage message, Redactor redactor) {
        List<ContentPart> texts = message.content().stream()
                .filter(ContentPart.Text.class::isInstance)
                .<ContentPart>map(part -> new ContentPart.Text(redactor.redact(((ContentPart.Text) part).text())))
                .toList();
        List<ToolCall> calls = message.toolCalls().stream()
                .map(call -> new ToolCall(call.id(), call.name(), redactor.redact(call.arguments())))
                .toList();
        return new ChatMessage(message.role(), texts, calls, message.toolCallId(), message.failed(), null);
    }

    /** The numbers alone: a name can be spread over several tokens, where no redactor finds it. */
    static Logprobs of(Logprobs logprobs) {
        return Logprobs.of(logprobs.tokens().stream()
                .map(token -> new TokenLogprob(
                        "",
                        token.logprob(),
                        token.alternatives().stream()
                                .map(other -> new Alternative("", other.logprob()))
                                .toList()))
                .toList());
    }
}
