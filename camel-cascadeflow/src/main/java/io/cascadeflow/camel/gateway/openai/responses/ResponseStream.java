package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.gateway.Asked;
import io.cascadeflow.camel.gateway.Events;
import io.cascadeflow.camel.gateway.Fault;
import io.cascadeflow.camel.gateway.openai.OpenAiError;
import io.cascadeflow.model.FinishReason;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import org.jspecify.annotations.Nullable;

/** One streamed response: it is created, its items grow, and it ends with all of it. Not thread-safe. */
final class ResponseStream implements Asked.Stream {

    private ResponseHead head;
    private final EventLog log = new EventLog();
    private final StreamedItems items;
    private FinishReason reason = FinishReason.UNKNOWN;
    private @Nullable TokenUsage usage;
    private boolean begun;

    ResponseStream(ResponseHead head) {
        this.head = head;
        this.items = new StreamedItems(head, log);
    }

    @Override
    public String of(ReplyEvent event) {
        if (event instanceof ReplyEvent.Start start && !start.model().isEmpty()) {
            head = head.servedBy(start.model());
        }
        if (event instanceof ReplyEvent.Usage account) {
            usage = account.usage();
            return "";
        }
        begin();
        if (event instanceof ReplyEvent.Finish finish) {
            reason = finish.reason();
            items.close(Ending.of(reason).ofItem());
        } else {
            items.add(event);
        }
        return log.taken();
    }

    private void begin() {
        if (!begun) {
            begun = true;
            state("response.created", head.inProgress());
            state("response.in_progress", head.inProgress());
        }
    }

    @Override
    public String end(@Nullable ObjectNode account) {
        begin();
        Ending ending = Ending.of(reason);
        items.close(ending.ofItem());
        ObjectNode response = head.ended(ending, items.output(), usage);
        if (account != null) {
            response.set("cascadeflow", account);
        }
        state("response." + ending.status(), response);
        return log.taken();
    }

    /** {@code response.failed}. */
    @Override
    public boolean hasFailedEvent() {
        return true;
    }

    @Override
    public String error(Fault fault, String requestId) {
        log.add(
                "error",
                WireJson.object()
                        .put("code", OpenAiError.word(fault.kind()))
                        .put("message", fault.message())
                        .put("param", fault.parameter()));
        state("response.failed", head.failed(fault, items.output()));
        return log.taken();
    }

    private void state(String type, ObjectNode response) {
        ObjectNode event = WireJson.object();
        event.set("response", response);
        log.add(type, event);
    }

    @Override
    public String waiting() {
        return Events.COMMENT;
    }
}
