package io.cascadeflow.confidence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.confidence.Calibration.Isotonic;
import io.cascadeflow.confidence.Calibration.Platt;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The JSON form of a {@link FittedProfile}: numbers rounded so that a reviewer can read them, and a checksum over the rest. */
public final class FittedProfileWriter {

    static final String CHECKSUM = "checksum";

    private static final MathContext DIGITS = new MathContext(5);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final ObjectMapper SORTED =
            new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private FittedProfileWriter() {}

    /** The whole profile, indented; long lists of numbers stay on one line. */
    public static String write(FittedProfile profile) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schema", ProfileJson.SCHEMA)
                .put("version", FittedProfile.VERSION)
                .put("name", profile.name());
        root.putObject("models")
                .put("small", profile.models().small())
                .put("large", profile.models().large());
        root.put("samples", profile.samples());
        source(root.putObject("source"), profile.source());
        metrics(root, profile);
        calibration(root.putObject("calibration"), profile.calibration());
        weights(root, profile.weights());
        learnedBeside(root, profile);
        root.put(CHECKSUM, checksum(root));
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of our own cannot be written", e);
        }
    }

    /** Of everything but the checksum itself, whatever the layout and the order of keys. */
    static String checksum(ObjectNode root) {
        ObjectNode rest = root.deepCopy();
        rest.remove(CHECKSUM);
        try {
            byte[] canonical = SORTED.writeValueAsString(SORTED.treeToValue(rest, Object.class))
                    .getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256, and a tree is JSON", e);
        }
    }

    private static void source(ObjectNode node, FittedProfile.Source source) {
        node.put("recording", source.recording())
                .put("sha256", source.sha256())
                .put("questions", source.questions())
                .put("fittedOn", source.fittedOn().toString())
                .put("method", source.method());
    }

    private static void metrics(ObjectNode root, FittedProfile profile) {
        ObjectNode metrics = root.putObject("metrics");
        profile.metrics().forEach((name, metric) -> {
            ObjectNode node = metrics.putObject(name);
            node.set("value", number(metric.value()));
            node.set("low", orNull(metric.low()));
            node.set("high", orNull(metric.high()));
        });
        ArrayNode certified = root.putArray("certified");
        profile.certified().forEach(certificate -> {
            ObjectNode node = certified.addObject();
            node.set("maxRegret", number(certificate.maxRegret()));
            node.set("confidence", number(certificate.confidence()));
            Double threshold = certificate.threshold();
            node.set("threshold", orNull(threshold));
            node.set("accepted", number(certificate.accepted()));
            node.set("regretBound", number(certificate.regretBound()));
        });
    }

    private static void calibration(ObjectNode node, Calibration calibration) {
        if (calibration instanceof Platt platt) {
            node.put("kind", "platt");
            node.set("slope", number(platt.slope()));
            node.set("offset", number(platt.offset()));
        } else if (calibration instanceof Isotonic isotonic) {
            node.put("kind", "isotonic");
            numbers(node.putArray("scores"), isotonic.scores());
            numbers(node.putArray("shares"), isotonic.shares());
        }
    }

    private static void weights(ObjectNode root, Weights weights) {
        root.set("intercept", number(weights.intercept()));
        ObjectNode signals = root.putObject("signals");
        weights.signals().forEach((name, weight) -> {
            ObjectNode node = signals.putObject(name);
            node.set("weight", number(weight.weight()));
            node.set("centre", number(weight.centre()));
            node.set("scale", number(weight.scale()));
            node.set("whenAbsent", number(weight.whenAbsent()));
        });
        ObjectNode domains = root.putObject("domains");
        weights.domains().forEach((name, weight) -> domains.set(name, number(weight)));
        ObjectNode words = root.putObject("words");
        words.set("centre", number(weights.grams().centre()));
        ArrayNode buckets = words.putArray("buckets");
        for (int bucket : weights.grams().buckets()) {
            buckets.add(bucket);
        }
        ArrayNode values = words.putArray("weights");
        for (float weight : weights.grams().weights()) {
            values.add(number(weight));
        }
    }

    private static void learnedBeside(ObjectNode root, FittedProfile profile) {
        ObjectNode reference = root.putObject("reference");
        profile.reference().forEach((name, cuts) -> numbers(reference.putArray(name), cuts));
        FittedProfile.Skip skip = profile.skip();
        if (skip != null) {
            ObjectNode node = root.putObject("skip");
            Double ratio = skip.costRatio();
            node.set("costRatio", orNull(ratio));
            outlook(node, skip.outlook());
        }
        Escalation escalation = profile.escalation();
        if (escalation != null) {
            escalation(root.putObject("escalation"), escalation);
        }
        ObjectNode early = root.putObject("early");
        profile.early().forEach((size, outlook) -> outlook(early.putObject(String.valueOf(size)), outlook));
    }

    private static void escalation(ObjectNode node, Escalation escalation) {
        node.set("usd", orNull(escalation.usd()));
        node.set("seconds", orNull(escalation.seconds()));
        ArrayNode gains = node.putArray("gains");
        escalation.gains().forEach(gain -> {
            ObjectNode one = gains.addObject();
            one.set("from", number(gain.from()));
            one.set("answers", number(gain.answers()));
        });
    }

    private static void outlook(ObjectNode node, Outlook outlook) {
        ArrayNode bands = node.putArray("bands");
        for (Outlook.Band band : outlook.bands()) {
            ObjectNode one = bands.addObject();
            one.set("upTo", number(band.upTo()));
            numbers(one.putArray("confidences"), band.confidences());
        }
        weights(node, outlook.weights());
    }

    private static JsonNode orNull(@Nullable Double value) {
        return value == null ? JsonNodeFactory.instance.nullNode() : number(value);
    }

    private static void numbers(ArrayNode to, Collection<Double> values) {
        values.forEach(value -> to.add(number(value)));
    }

    private static JsonNode number(double value) {
        return JsonNodeFactory.instance.numberNode(
                new BigDecimal(value).round(DIGITS).doubleValue());
    }
}
