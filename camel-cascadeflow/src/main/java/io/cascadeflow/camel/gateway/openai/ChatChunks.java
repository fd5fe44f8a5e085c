package io.cascadeflow.camel.gateway.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Logprobs;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.provider.WireJson;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of one streamed answer, in OpenAI's order: the role, what was said, why it ended, and the usage where the client
 * asked for it. One for each answer; not thread-safe.
 */
public final class ChatChunks {

    private static final String OBJECT = "chat.completion.chunk";

    private CompletionHead head;
    private final boolean withUsage;
    private final boolean withLogprobs;
    private @Nullable TokenUsage usage;
    private boolean begun;

    /**
     * @param withUsage whether the client asked for {@code stream_options.include_usage}
     * @param withLogprobs whether it asked for {@code logprobs}: a gate may have them without that
     */
    public ChatChunks(CompletionHead head, boolean withUsage, boolean withLogprobs) {
        this.withLogprobs = withLogprobs;
        this.head = head;
        this.withUsage = withUsage;
    }

    /** What the client is told of {@code event}: none, one, or two chunks. */
    public List<JsonNode> of(ReplyEvent event) {
        List<JsonNode> chunks = new ArrayList<>(2);
        if (event instanceof ReplyEvent.Usage account) {
            usage = account.usage();
            return chunks;
        }
        if (event instanceof ReplyEvent.ReasoningSignature || event instanceof ReplyEvent.RedactedReasoning) {
            // this API has no place for it
            return chunks;
        }
        if (event instanceof ReplyEvent.Start start && !start.model().isEmpty()) {
            head = head.servedBy(start.model());
        }
        if (!begun) {
            begun = true;
            chunks.add(chunk(WireJson.object().put("role", "assistant").put("content", ""), Logprobs.ABSENT, null));
        }
        if (event instanceof ReplyEvent.Finish finish) {
            chunks.add(chunk(WireJson.object(), Logprobs.ABSENT, CompletionJson.finishReason(finish.reason())));
        } else if (event instanceof ReplyEvent.Text text) {
            chunks.add(chunk(
                    WireJson.object().put("content", text.text()),
                    withLogprobs ? text.logprobs() : Logprobs.ABSENT,
                    null));
        } else if (!(event instanceof ReplyEvent.Start)) {
            chunks.add(chunk(delta(event), Logprobs.ABSENT, null));
        }
        return chunks;
    }

    /**
     * The chunk after the last event, where there is something left to say: the usage, if the client asked for it and somebody
     * knows it, and the account.
     */
    public List<JsonNode> last(@Nullable ObjectNode account) {
        TokenUsage told = withUsage ? usage : null;
        if (told == null && account == null) {
            return List.of();
        }
        ObjectNode json = head.of(OBJECT);
        json.putArray("choices");
        if (told != null) {
            json.set("usage", CompletionJson.usage(told));
        }
        if (account != null) {
            json.set("cascadeflow", account);
        }
        return List.of(json);
    }

    private static ObjectNode delta(ReplyEvent event) {
        ObjectNode delta = WireJson.object();
        if (event instanceof ReplyEvent.Reasoning reasoning) {
            delta.put("reasoning_content", reasoning.text());
        } else if (event instanceof ReplyEvent.Refusal refusal) {
            delta.put("refusal", refusal.text());
        } else if (event instanceof ReplyEvent.ToolCallStart start) {
            ObjectNode call = call(delta, start.index()).put("id", start.id()).put("type", "function");
            call.putObject("function").put("name", start.name()).put("arguments", "");
        } else if (event instanceof ReplyEvent.ToolCallArguments arguments) {
            call(delta, arguments.index()).putObject("function").put("arguments", arguments.fragment());
        }
        return delta;
    }

    private static ObjectNode call(ObjectNode delta, int index) {
        return delta.putArray("tool_calls").addObject().put("index", index);
    }

    private ObjectNode chunk(ObjectNode delta, Logprobs logprobs, @Nullable String finish) {
        ObjectNode json = head.of(OBJECT);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.set("logprobs", CompletionJson.logprobs(logprobs));
        choice.put("finish_reason", finish);
        if (withUsage) {
            json.putNull("usage");
        }
        return json;
    }
}
