package io.cascadeflow.examples.heavyload;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.camel.CascadeFlowConstants;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What is written of a question, one JSON object a line. */
final class Lines {

    private Lines() {}

    static void answer(Exchange answered) {
        Message message = answered.getMessage();
        ObjectNode line = line(answered)
                .put("answer", message.getBody(String.class))
                .put("tier", message.getHeader(CascadeFlowConstants.TIER, String.class))
                .put("outcome", message.getHeader(CascadeFlowConstants.OUTCOME, String.class))
                .put("usd", message.getHeader(CascadeFlowConstants.TOTAL_COST, String.class));
        message.setBody(line.toString());
    }

    /** With the question's own text, so that the file can be asked again. */
    static void later(Exchange failed) {
        ObjectNode line = line(failed)
                .put("question", failed.getProperty("question", String.class))
                .put("why", Why.putAside(failed));
        failed.getMessage().setBody(line.toString());
    }

    private static ObjectNode line(Exchange exchange) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", exchange.getMessage().getHeader("id", Integer.class));
    }
}
