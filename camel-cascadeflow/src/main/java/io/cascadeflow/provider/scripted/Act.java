package io.cascadeflow.provider.scripted;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.Role;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.TokenEstimate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an entry of a script does with a question. */
sealed interface Act {

    /** @throws ProviderException when it fails the call */
    ChatReply answer(ChatCall call);

    /**
     * Answers.
     *
     * @param tools what it asks to have called
     * @param usage absent to estimate it from the texts
     */
    record Say(
            String text,
            List<Wish> tools,
            FinishReason finish,
            @Nullable TokenUsage usage,
            Logprobs logprobs) implements Act {

        public Say {
            tools = List.copyOf(tools);
        }

        @Override
        public ChatReply answer(ChatCall call) {
            return new ChatReply(
                    "",
                    "scripted:" + call.model(),
                    message(),
                    finish,
                    usage != null ? usage : TokenEstimate.of(call.request(), text),
                    logprobs,
                    null);
        }

        private ChatMessage message() {
            if (tools.isEmpty()) {
                return ChatMessage.assistant(text);
            }
            List<ContentPart> said = text.isEmpty() ? List.of() : List.of(new ContentPart.Text(text));
            return new ChatMessage(
                    Role.ASSISTANT, said, tools.stream().map(Wish::call).toList(), null);
        }
    }

    /**
     * A tool that an answer asks for.
     *
     * @param arguments as the model writes them, whether they are JSON or not
     */
    record Wish(String tool, String arguments) {

        /** Each has an id of its own, as at providers. */
        ToolCall call() {
            return new ToolCall("call_" + UUID.randomUUID(), tool, arguments);
        }
    }

    /**
     * Fails.
     *
     * @param status the HTTP status it stands for; 0 for none
     */
    record Fail(ProviderException.Kind kind, int status) implements Act {

        @Override
        public ChatReply answer(ChatCall call) {
            throw new ProviderException(
                    kind,
                    "scripted:%s fails with %s, as its script says".formatted(call.model(), kind),
                    new ProviderException.Details(status, null, null, null, null, null, null),
                    null);
        }
    }
}
