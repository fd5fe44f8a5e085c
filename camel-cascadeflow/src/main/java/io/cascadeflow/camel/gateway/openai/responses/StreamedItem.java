package io.cascadeflow.camel.gateway.openai.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** One item of an answer, as it grows. Not thread-safe. */
interface StreamedItem {

    void open();

    /** As far as it has come. */
    ObjectNode json();

    /** @param status completed, or incomplete */
    void close(String status);
}
