package io.cascadeflow.guard;

import io.cascadeflow.guard.Vault.Into;
import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ContentPart.Reasoning;
import io.cascadeflow.model.ContentPart.Text;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.ToolCall;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts values back into a whole reply.
 *
 * @param into what the answer's text is
 */
record ReplyTexts(Vault vault, Into into) {

    ChatReply of(ChatReply reply) {
        return vault.isEmpty()
                ? reply
                : reply.withMessage(message(reply.message())).withLogprobs(of(reply.logprobs()));
    }

    private ChatMessage message(ChatMessage message) {
        List<ToolCall> calls = message.toolCalls().stream()
                .map(call -> new ToolCall(call.id(), call.name(), vault.restoredJson(call.arguments()), call.cache()))
                .toList();
        return new ChatMessage(
                message.role(), message.content().stream().map(this::part).toList(), calls, message.toolCallId());
    }

    private ContentPart part(ContentPart part) {
        if (part instanceof Text text) {
            return new Text(vault.restored(text.text(), into), text.cache());
        }
        return part instanceof Reasoning thought && !thought.redacted()
                ? new Reasoning(vault.restored(thought.text()), thought.signature(), false)
                : part;
    }

    /** The tokens of a placeholder make up its value: the first has all of it, and each keeps how likely it was. */
    Logprobs of(Logprobs logprobs) {
        StringBuilder all = new StringBuilder();
        logprobs.tokens().forEach(token -> all.append(token.token()));
        List<TokenLogprob> restored = new ArrayList<>();
        int at = 0;
        int done = 0;
        for (TokenLogprob token : logprobs.tokens()) {
            int end = at + token.token().length();
            StringBuilder text = new StringBuilder();
            for (int i = Math.max(at, done); i < end; i = done) {
                PlaceholderMatch match = Placeholders.at(all, i);
                String value = match.result() == PlaceholderMatch.Result.THERE
                        ? vault.values().get(match.name())
                        : null;
                text.append(value == null ? String.valueOf(all.charAt(i)) : into.written(value));
                done = value == null ? i + 1 : match.end();
            }
            restored.add(new TokenLogprob(text.toString(), token.logprob(), token.alternatives()));
            at = end;
        }
        return Logprobs.of(restored);
    }
}
