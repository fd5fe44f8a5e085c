package io.cascadeflow.camel.stream;

import io.cascadeflow.confidence.ToolCheck;
import io.cascadeflow.model.ReplyEvent;
import io.cascadeflow.model.ToolCall;
import io.cascadeflow.model.Tools;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.ReplySink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Holds tool calls back until the model has stopped, and tells them only if all are ones that the request allows: half a call, or
 * one that fits no tool, never gets to anybody who could run it.
 */
public final class WholeToolCalls implements ReplySink {

    private final ReplySink sink;
    private final Tools tools;
    private final List<ReplyEvent> held = new ArrayList<>();
    private final Map<Integer, ReplyEvent.ToolCallStart> starts = new TreeMap<>();
    private final Map<Integer, StringBuilder> arguments = new TreeMap<>();

    private WholeToolCalls(ReplySink sink, Tools tools) {
        this.sink = sink;
        this.tools = tools;
    }

    /** The sink itself where no tools can be called. */
    public static ReplySink before(ReplySink sink, Tools tools) {
        return tools.specs().isEmpty() ? sink : new WholeToolCalls(sink, tools);
    }

    @Override
    public CompletionStage<Void> accept(ReplyEvent event) {
        if (event instanceof ReplyEvent.ToolCallStart start) {
            starts.put(start.index(), start);
            held.add(event);
        } else if (event instanceof ReplyEvent.ToolCallArguments piece) {
            arguments
                    .computeIfAbsent(piece.index(), first -> new StringBuilder())
                    .append(piece.fragment());
            held.add(event);
        } else if (event instanceof ReplyEvent.Finish && !held.isEmpty()) {
            return release(event);
        } else {
            return sink.accept(event);
        }
        return CompletableFuture.completedFuture(null);
    }

    private CompletionStage<Void> release(ReplyEvent finish) {
        List<ToolCall> calls = new ArrayList<>();
        starts.forEach((index, start) -> calls.add(new ToolCall(
                start.id(),
                start.name(),
                arguments.getOrDefault(index, new StringBuilder()).toString())));
        if (!ToolCheck.accepts(tools, calls)) {
            return CompletableFuture.failedFuture(
                    new ProviderException(
                            Kind.BAD_PAYLOAD,
                            "the reply calls a tool that was not offered, or with arguments that do not fit its schema; nothing of the call was passed on"));
        }
        List<ReplyEvent> all = new ArrayList<>(held);
        all.add(finish);
        held.clear();
        return TierStream.tell(sink, all.iterator());
    }

    @Override
    public CompletableFuture<Void> stop() {
        return sink.stop();
    }

    @Override
    public boolean restart() {
        boolean forgotten = sink.restart();
        if (forgotten) {
            held.clear();
            starts.clear();
            arguments.clear();
        }
        return forgotten;
    }
}
