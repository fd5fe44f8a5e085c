package io.cascadeflow.audit.trail;

import java.io.IOException;
import java.util.List;

/** Reads what is on record. Blocks. */
public interface KeptDecisions {

    /** A page of the decisions that a query asks for, oldest first; a page that is not full is the last one. */
    List<KeptDecision> find(AuditQuery query) throws IOException;

    /** Checks every chain, from the oldest entry that is kept to the newest. */
    Verification verify() throws IOException;
}
