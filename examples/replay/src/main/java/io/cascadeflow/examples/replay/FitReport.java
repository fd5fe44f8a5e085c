package io.cascadeflow.examples.replay;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.confidence.FittedProfile;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.FittedProfile.Metric;
import io.cascadeflow.replay.Labels;
import io.cascadeflow.replay.Replayed;
import java.util.List;
import java.util.Locale;

/** What a fit says about itself, for people or for programs. */
record FitReport(FittedProfile profile, List<Replayed> heldOut) {

    private static final List<Double> THRESHOLDS = List.of(0.5, 0.6, 0.7, 0.8, 0.9, 0.95);

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("items", profile.source().questions())
                .put("samples", profile.samples());
        profile.metrics()
                .forEach((name, metric) -> json.put(name, metric.value())
                        .put(name + "Low", metric.low())
                        .put(name + "High", metric.high()));
        ArrayNode certified = json.putArray("certified");
        profile.certified().forEach(certificate -> certified.add(json(certificate)));
        return json;
    }

    static ObjectNode json(Certificate certificate) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("maxRegret", certificate.maxRegret())
                .put("atConfidence", certificate.confidence())
                .put("threshold", certificate.threshold())
                .put("accepted", certificate.accepted())
                .put("regretBound", certificate.regretBound())
                .put("attainable", certificate.threshold() != null);
    }

    String table() {
        StringBuilder table = new StringBuilder();
        profile.metrics().forEach((name, metric) -> table.append(row(name, metric)));
        table.append(
                String.format("%n%-10s %9s %10s %9s %9s%n", "threshold", "accepted", "precision", "quality", "regret"));
        THRESHOLDS.forEach(threshold -> table.append(operating(threshold)));
        table.append(String.format("%nregret at most, with certainty%n"));
        profile.certified().forEach(certificate -> table.append(row(certificate)));
        return table.toString();
    }

    private static String row(String name, Metric metric) {
        return metric.low() == null || metric.high() == null
                ? String.format(Locale.ROOT, "%-14s %7.4f%n", name, metric.value())
                : String.format(
                        Locale.ROOT, "%-14s %7.4f  [%.4f, %.4f]%n", name, metric.value(), metric.low(), metric.high());
    }

    private String operating(double threshold) {
        int accepted = 0;
        int right = 0;
        int regretted = 0;
        double quality = 0;
        for (Replayed draft : heldOut) {
            Labels labels = draft.labels();
            Double confidence = draft.confidence();
            if (labels == null || confidence == null) {
                continue;
            }
            boolean taken = confidence >= threshold;
            accepted += taken ? 1 : 0;
            right += taken && labels.draftRight() ? 1 : 0;
            regretted += taken && !labels.draftRight() && labels.large() > labels.small() ? 1 : 0;
            quality += taken ? labels.small() : labels.large();
        }
        double all = heldOut.size();
        return String.format(
                Locale.ROOT,
                "%-10s %7.1f %% %8.1f %% %9.3f %7.1f %%%n",
                threshold,
                100 * accepted / all,
                100.0 * right / Math.max(1, accepted),
                quality / all,
                100 * regretted / all);
    }

    private static String row(Certificate certificate) {
        String terms = String.format(
                Locale.ROOT, "  %4.1f %% at %.0f %%", 100 * certificate.maxRegret(), 100 * certificate.confidence());
        return certificate.threshold() == null
                ? String.format("%s  not attainable with this many questions and this gate%n", terms)
                : String.format(
                        Locale.ROOT,
                        "%s  accept at %.4f or above: %.1f %% of drafts, regret at most %.2f %%%n",
                        terms,
                        certificate.threshold(),
                        100 * certificate.accepted(),
                        100 * certificate.regretBound());
    }
}
