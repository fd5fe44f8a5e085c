package io.cascadeflow.camel;

import io.cascadeflow.confidence.Citable;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.confidence.text.Citations;
import java.util.List;
import org.apache.camel.Message;

/** The headers that say what an answer cites. */
final class CitationHeaders {

    private CitationHeaders() {}

    /** Neither where citations are not asked for. */
    static void set(Message message, Draft draft) {
        Citable citable = draft.context().citable();
        if (!citable.asked()) {
            message.removeHeader(CascadeFlowConstants.CITATIONS);
            message.removeHeader(CascadeFlowConstants.CITATION_FAULT);
            return;
        }
        Citations citations = Citations.of(draft.reply().text(), citable.ids());
        List<String> cited = citations.places().stream()
                .map(place -> {
                    String id = citable.ids().get(place - 1);
                    return id.isEmpty() ? Integer.toString(place) : id;
                })
                .toList();
        message.setHeader(CascadeFlowConstants.CITATIONS, cited);
        ResultHeaders.set(message, CascadeFlowConstants.CITATION_FAULT, citable.complaint(citations));
    }
}
