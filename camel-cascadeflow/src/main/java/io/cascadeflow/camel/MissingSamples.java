package io.cascadeflow.camel;

import io.cascadeflow.confidence.Assessment;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Why a draft comes with fewer samples than its gate wants; kept on the exchange beside the draft. */
final class MissingSamples {

    private static final String PROPERTY = "CamelCascadeFlowMissingSamples";

    private MissingSamples() {}

    static void note(Exchange exchange, @Nullable String reasons) {
        if (reasons == null) {
            exchange.removeProperty(PROPERTY);
        } else {
            exchange.setProperty(PROPERTY, reasons);
        }
    }

    /** The same assessment; when its gate objects, the objection says as well which samples are missing and why. */
    static Assessment explain(Exchange exchange, Assessment assessment) {
        String reasons = exchange.getProperty(PROPERTY, String.class);
        String objection = assessment.objection();
        return reasons == null || objection == null
                ? assessment
                : new Assessment(
                        assessment.defects(),
                        assessment.confidence(),
                        assessment.signals(),
                        "%s (%s)".formatted(objection, reasons),
                        assessment.gate());
    }
}
