package io.cascadeflow.camel.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** How the clients of one API ask, and are refused. Pure and thread-safe. */
public interface Api {

    /**
     * Every field is honoured, or refused by its name.
     *
     * @throws io.cascadeflow.camel.FieldException when one is missing, wrong or not supported
     */
    Asked read(ObjectNode body);

    /** @param requestId as the response's header says */
    Refusal refusal(Fault fault, String requestId);
}
