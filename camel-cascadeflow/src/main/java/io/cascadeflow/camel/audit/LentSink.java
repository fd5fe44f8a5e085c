package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.trail.AuditRecord;
import io.cascadeflow.audit.trail.AuditSink;
import io.cascadeflow.audit.trail.KeptDecisions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A sink of the application's, which outlives the component: it is closed by whoever made it.
 *
 * @param sink theirs
 */
record LentSink(AuditSink sink) implements AuditSink {

    @Override
    public String name() {
        return sink.name();
    }

    @Override
    public int append(List<? extends AuditRecord> records) throws IOException {
        return sink.append(records);
    }

    @Override
    public Optional<KeptDecisions> kept() {
        return sink.kept();
    }

    @Override
    public void close() {
        // nothing of what was kept is lost without it
    }
}
