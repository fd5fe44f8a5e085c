package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/** Makes a route a tool: while it runs, agents find it by its name. */
public final class ToolConsumer extends DefaultConsumer {

    private final CascadeFlowTools tools;
    private final OfferedTool offered;

    public ToolConsumer(Endpoint endpoint, Processor route, CascadeFlowTools tools, Tool tool) {
        super(endpoint, route);
        this.tools = tools;
        this.offered = new OfferedTool(tool, this::call);
    }

    private CompletionStage<@Nullable Object> call(ToolUse use) {
        Exchange exchange = use.exchange();
        CompletableFuture<@Nullable Object> said = new CompletableFuture<>();
        getAsyncProcessor().process(exchange, doneSync -> {
            if (exchange.getException() != null) {
                said.completeExceptionally(exchange.getException());
            } else {
                said.complete(exchange.getMessage().getBody());
            }
        });
        return said;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        tools.add(offered);
    }

    @Override
    protected void doStop() throws Exception {
        tools.remove(offered);
        super.doStop();
    }
}
