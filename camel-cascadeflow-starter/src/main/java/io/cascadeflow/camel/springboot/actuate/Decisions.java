package io.cascadeflow.camel.springboot.actuate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.cascadeflow.audit.trail.AuditQuery;
import io.cascadeflow.audit.trail.DecisionRecord;
import io.cascadeflow.audit.trail.DecisionStory;
import io.cascadeflow.audit.trail.KeptDecision;
import io.cascadeflow.audit.trail.KeptDecisions;
import io.cascadeflow.camel.audit.CascadeFlowAudit;
import io.cascadeflow.camel.observe.CascadeFlowCascades;
import io.cascadeflow.cascade.Decision;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

/** Decisions in the form of the audit trail's entries, without question and answer. */
final class Decisions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL = 50;

    private final CamelContext camel;

    Decisions(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Which of the latest to show. What is absent does not matter.
     *
     * @param most how many, 1 or more
     */
    record Which(
            @Nullable String tenant,
            @Nullable String cascade,
            @Nullable String outcome,
            @Nullable Integer most) {

        Which {
            if (most != null && most < 1) {
                throw new InvalidEndpointRequestException(
                        "most is %d; it is a number of decisions, 1 or more".formatted(most), "most is too small");
            }
        }

        boolean has(Decision decision) {
            return (tenant == null || tenant.equals(decision.attribution().tenant()))
                    && (cascade == null || cascade.equals(decision.cascade()))
                    && (outcome == null || outcome.equals(decision.outcome().toString()));
        }
    }

    /** Newest first. */
    List<Map<String, Object>> latest(Which which) {
        int most = which.most() == null ? USUAL : which.most();
        return CascadeFlowCascades.in(camel).latest(which::has, most).stream()
                .map(Decisions::json)
                .map(Decisions::shown)
                .toList();
    }

    /** With its story. */
    Optional<Map<String, Object>> find(String id) throws IOException {
        List<Decision> known =
                CascadeFlowCascades.in(camel).latest(decision -> decision.id().equals(id), 1);
        Optional<JsonNode> found = known.isEmpty() ? onRecord(id) : Optional.of(json(known.get(0)));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Object> shown = shown(found.get());
        shown.put("story", story(id, found.get()));
        return Optional.of(shown);
    }

    private List<String> story(String id, JsonNode decision) {
        Optional<KeptDecisions> kept = CascadeFlowAudit.in(camel).trail().kept();
        try {
            return kept.isEmpty()
                    ? DecisionStory.of(decision)
                    : DecisionStory.of(decision, kept.get().toolCalls(id));
        } catch (IOException e) {
            // it is told as far as it is known; the health check says what is wrong with the trail
            return DecisionStory.of(decision);
        }
    }

    private Optional<JsonNode> onRecord(String id) throws IOException {
        Optional<KeptDecisions> kept = CascadeFlowAudit.in(camel).trail().kept();
        return kept.isEmpty()
                ? Optional.empty()
                : kept.get().find(AuditQuery.ALL.withId(id).most(1)).stream()
                        .map(KeptDecision::json)
                        .findFirst();
    }

    private static JsonNode json(Decision decision) {
        try {
            return JSON.readTree("{" + DecisionRecord.of(decision).members() + "}");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision's entry is JSON", e);
        }
    }

    private static Map<String, Object> shown(JsonNode decision) {
        Map<String, Object> members = JSON.convertValue(decision, new TypeReference<>() {});
        members.keySet().removeAll(List.of("content", "kind", "chain", "sequence", "previous", "hash"));
        return members;
    }
}
