package com.example;

import io.cascadeflow.audit.trail.AuditRecord;
import io.cascadeflow.audit.trail.AuditSink;
import io.cascadeflow.audit.trail.ChainEnd;
import java.io.IOException;
import java.util.List;

/** Puts every decision on a queue outside of the node, as links of a chain. For one thread at a time, as sinks are. */
public final class QueueSink implements AuditSink {

    /** Whatever takes a line and has it safe when it returns. */
    public interface Queue {
        void put(String line) throws IOException;
    }

    private final Queue queue;
    private ChainEnd end;

    /**
     * @param chain unique for each node and start
     * @param last the hash with which the chain before ended, else {@link ChainEnd#NOTHING}
     */
    public QueueSink(Queue queue, String chain, String last) {
        this.queue = queue;
        this.end = ChainEnd.after(chain, last);
    }

    @Override
    public String name() {
        return "queue";
    }

    @Override
    public int append(List<? extends AuditRecord> records) throws IOException {
        return AuditSink.oneByOne(records, this::put);
    }

    private void put(AuditRecord record) throws IOException {
        ChainEnd.Sealed sealed = end.seal(record.kind(), record.members());
        queue.put(sealed.line());
        end = sealed.after(); // only what is kept goes into the chain
    }

    @Override
    public void close() {
        // nothing waits here
    }
}
