package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Events;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/** The chunks of one legacy completion. Thoughts have no place in it. Not thread-safe. */
final class TextChunks implements Asked.Stream {

    private CompletionHead head;
    private final TextForm form;
    private final boolean withUsage;
    private final TextLogprobs logprobs;
    private @Nullable TokenUsage usage;
    private boolean begun;

    TextChunks(CompletionHead head, TextForm form, boolean withUsage) {
        this.head = head;
        this.form = form;
        this.withUsage = withUsage;
        this.logprobs = new TextLogprobs(form);
    }

    @Override
    public String of(ReplyEvent event) {
        if (event instanceof ReplyEvent.Start start && !start.model().isEmpty()) {
            head = head.servedBy(start.model());
        } else if (event instanceof ReplyEvent.Usage account) {
            usage = account.usage();
        } else if (event instanceof ReplyEvent.Text text) {
            return text(text.text(), text.logprobs());
        } else if (event instanceof ReplyEvent.Refusal refusal) {
            return text(refusal.text(), Logprobs.ABSENT);
        } else if (event instanceof ReplyEvent.Finish finish) {
            return front() + chunk("", NullNode.getInstance(), CompletionJson.finishReason(finish.reason()));
        }
        return "";
    }

    private String text(String text, Logprobs tokens) {
        return front() + chunk(text, logprobs.of(tokens), null);
    }

    private String front() {
        boolean first = !begun;
        begun = true;
        return first && !form.front().isEmpty() ? chunk(form.front(), NullNode.getInstance(), null) : "";
    }

    private String chunk(String text, JsonNode tokens, @Nullable String finish) {
        ObjectNode json = TextCompletion.piece(head, text, tokens, finish);
        if (withUsage) {
            json.putNull("usage");
        }
        return Events.event(json);
    }

    @Override
    public String end(@Nullable ObjectNode account) {
        TokenUsage told = withUsage ? usage : null;
        if (told == null && account == null) {
            return "data: [DONE]\n\n";
        }
        ObjectNode json = TextCompletion.empty(head);
        if (told != null) {
            json.set("usage", CompletionJson.usage(told));
        }
        if (account != null) {
            json.set("cascadeflow", account);
        }
        return Events.event(json) + "data: [DONE]\n\n";
    }

    @Override
    public String error(Fault fault, String requestId) {
        return Events.event(OpenAiError.body(fault));
    }

    @Override
    public String waiting() {
        return Events.COMMENT;
    }
}
