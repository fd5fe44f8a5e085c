package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.trail.AuditRecord;
import io.cascadeflow.audit.trail.AuditSink;
import io.cascadeflow.audit.trail.ChainEnd;
import io.cascadeflow.audit.trail.ChainEnd.Sealed;
import io.cascadeflow.audit.trail.Starts;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.jspecify.annotations.Nullable;

/**
 * Sends each record to a Camel endpoint: the entry as the body, the decision's id as a header. What fails there is sent again,
 * so that one can arrive twice, with the same number. Each start begins a chain of its own, which leads back to none.
 */
final class EndpointSink implements AuditSink {

    private final CamelContext context;
    private final String uri;
    private final Clock clock;
    private @Nullable ProducerTemplate template;
    private @Nullable ChainEnd end;

    EndpointSink(CamelContext context, String uri, Clock clock) {
        this.context = context;
        this.uri = uri;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "endpoint";
    }

    @Override
    public int append(List<? extends AuditRecord> records) throws IOException {
        return AuditSink.oneByOne(records, this::keep);
    }

    private void keep(AuditRecord record) throws IOException {
        ChainEnd from = end == null ? start() : end;
        end = send(from.seal(record.kind(), record.members()), record.id());
    }

    private ChainEnd start() throws IOException {
        String chain = UUID.randomUUID().toString();
        ChainEnd started = send(Starts.start(chain, context.getName(), null, clock.instant()), null);
        end = started;
        return started;
    }

    private ChainEnd send(Sealed sealed, @Nullable String id) throws IOException {
        Exchange answer = template().send(uri, exchange -> {
            exchange.setProperty(CascadeFlowProperties.AUDIT_TRAIL, true);
            exchange.getIn().setBody(sealed.line());
            if (id != null) {
                exchange.getIn().setHeader(CascadeFlowConstants.DECISION_ID, id);
            }
        });
        Exception failure = answer.getException();
        if (failure != null) {
            // the class, and no message: a foreign one may hold anything
            throw new IOException(
                    "the endpoint failed (%s)".formatted(failure.getClass().getSimpleName()), failure);
        }
        return sealed.after();
    }

    private ProducerTemplate template() {
        if (template == null) {
            template = context.createProducerTemplate();
        }
        return template;
    }

    @Override
    public void close() {
        if (template != null) {
            template.stop();
        }
    }
}
