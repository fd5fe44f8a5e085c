package io.cascadeflow.confidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.confidence.Calibration.Isotonic;
import io.cascadeflow.confidence.Calibration.Platt;
import io.cascadeflow.confidence.Escalation.Gain;
import io.cascadeflow.confidence.FittedProfile.Certificate;
import io.cascadeflow.confidence.FittedProfile.Metric;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Skip;
import io.cascadeflow.confidence.FittedProfile.Source;
import io.cascadeflow.confidence.Outlook.Band;
import io.cascadeflow.confidence.Weights.Weight;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the JSON form of a {@link FittedProfile}. What was changed since it was written is refused. */
final class FittedProfileReader {

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String source;

    private FittedProfileReader(String source) {
        this.source = source;
    }

    static FittedProfile read(String source, byte[] json) {
        return new FittedProfileReader(source).read(json);
    }

    private FittedProfile read(byte[] json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            int version = root.path("version").asInt();
            require(
                    version == FittedProfile.VERSION,
                    "is of version %d; this release reads version %d and 1: fit it again, or use the release that wrote it"
                            .formatted(version, FittedProfile.VERSION));
            require(
                    FittedProfileWriter.checksum((ObjectNode) root)
                            .equals(root.path(FittedProfileWriter.CHECKSUM).asText()),
                    "was changed after it was fitted: its checksum does not match; fit it again");
            return profile(root);
        } catch (IOException e) {
            throw problem("is not JSON");
        } catch (DateTimeException e) {
            throw problem("has no date in source.fittedOn");
        }
    }

    private FittedProfile profile(JsonNode root) {
        return new FittedProfile(
                text(root, "name"),
                new Models(text(root.path("models"), "small"), text(root.path("models"), "large")),
                (int) number(root, "samples"),
                source(root.path("source")),
                weights(root),
                calibration(root.path("calibration")),
                metrics(root.path("metrics")),
                certified(root.path("certified")),
                reference(root.path("reference")),
                skip(root.path("skip")),
                escalation(root.path("escalation")),
                early(root.path("early")));
    }

    private Map<String, List<Double>> reference(JsonNode node) {
        Map<String, List<Double>> reference = new LinkedHashMap<>();
        node.properties().forEach(entry -> reference.put(entry.getKey(), numbers(entry.getValue())));
        return reference;
    }

    private @Nullable Skip skip(JsonNode node) {
        return node.isObject() ? new Skip(outlook(node), orNull(node, "costRatio")) : null;
    }

    private @Nullable Escalation escalation(JsonNode node) {
        List<Gain> gains = new ArrayList<>();
        node.path("gains").forEach(gain -> gains.add(new Gain(number(gain, "from"), number(gain, "answers"))));
        return gains.isEmpty() ? null : new Escalation(gains, orNull(node, "usd"), orNull(node, "seconds"));
    }

    private Map<Integer, Outlook> early(JsonNode node) {
        Map<Integer, Outlook> early = new LinkedHashMap<>();
        node.properties().forEach(entry -> early.put(Integer.valueOf(entry.getKey()), outlook(entry.getValue())));
        return early;
    }

    private Outlook outlook(JsonNode node) {
        List<Band> bands = new ArrayList<>();
        node.path("bands")
                .forEach(band -> bands.add(new Band(number(band, "upTo"), numbers(band.path("confidences")))));
        return new Outlook(weights(node), bands);
    }

    private Source source(JsonNode node) {
        return new Source(
                text(node, "recording"),
                text(node, "sha256"),
                (int) number(node, "questions"),
                LocalDate.parse(text(node, "fittedOn")),
                text(node, "method"));
    }

    private Map<String, Metric> metrics(JsonNode node) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> metrics.put(
                        entry.getKey(),
                        new Metric(
                                number(entry.getValue(), "value"),
                                orNull(entry.getValue(), "low"),
                                orNull(entry.getValue(), "high"))));
        return metrics;
    }

    private List<Certificate> certified(JsonNode nodes) {
        List<Certificate> all = new ArrayList<>();
        nodes.forEach(node -> all.add(new Certificate(
                number(node, "maxRegret"),
                number(node, "confidence"),
                orNull(node, "threshold"),
                number(node, "accepted"),
                number(node, "regretBound"))));
        return all;
    }

    private Calibration calibration(JsonNode node) {
        return switch (text(node, "kind")) {
            case "platt" -> new Platt(number(node, "slope"), number(node, "offset"));
            case "isotonic" -> new Isotonic(numbers(node.path("scores")), numbers(node.path("shares")));
            default -> throw problem("has a calibration of a kind that this release does not know");
        };
    }

    private Weights weights(JsonNode root) {
        Map<String, Weight> signals = new LinkedHashMap<>();
        root.path("signals").properties().forEach(entry -> signals.put(entry.getKey(), weight(entry.getValue())));
        Map<String, Double> domains = new LinkedHashMap<>();
        root.path("domains")
                .properties()
                .forEach(entry -> domains.put(entry.getKey(), number(root.path("domains"), entry.getKey())));
        return new Weights(number(root, "intercept"), signals, domains, grams(root.path("words")));
    }

    private Weight weight(JsonNode node) {
        return new Weight(
                number(node, "weight"), number(node, "centre"), number(node, "scale"), number(node, "whenAbsent"));
    }

    private GramWeights grams(JsonNode node) {
        JsonNode at = node.path("buckets");
        JsonNode values = node.path("weights");
        require(at.size() == values.size(), "has words without weights");
        int[] buckets = new int[at.size()];
        float[] weights = new float[at.size()];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = at.get(i).asInt(-1);
            weights[i] = (float) values.get(i).asDouble();
            require(buckets[i] >= 0 && buckets[i] < Grams.BUCKETS, "has a word out of range");
        }
        return new GramWeights(buckets, weights, number(node, "centre"));
    }

    private static List<Double> numbers(JsonNode nodes) {
        List<Double> all = new ArrayList<>();
        nodes.forEach(node -> all.add(node.asDouble()));
        return all;
    }

    private String text(JsonNode node, String key) {
        require(node.path(key).isTextual(), "lacks the text '%s'".formatted(key));
        return node.path(key).asText();
    }

    private double number(JsonNode node, String key) {
        require(node.path(key).isNumber(), "lacks the number '%s'".formatted(key));
        return node.path(key).asDouble();
    }

    private static @Nullable Double orNull(JsonNode node, String key) {
        return node.path(key).isNumber() ? Double.valueOf(node.path(key).asDouble()) : null;
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw problem(problem);
        }
    }

    private UnusableProfileException problem(String problem) {
        return new UnusableProfileException("gate profile %s %s".formatted(source, problem));
    }
}
