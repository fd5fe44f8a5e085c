package io.cascadeflow.confidence;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.cascadeflow.confidence.GateProfile.Term;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Reads the JSON form of a {@link GateProfile}. Strict: a profile that is misread decides wrongly and tells nobody. */
final class ProfileJson {

    static final String SCHEMA = "cascadeflow-gate-profile";
    private static final Set<String> KEYS = Set.of("schema", "version", "name", "provenance", "intercept", "signals");
    private static final Set<String> TERM_KEYS = Set.of("weight", "centre", "scale", "whenAbsent", "alone", "why");

    private static final ObjectMapper MAPPER = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final String source;

    ProfileJson(String source) {
        this.source = source;
    }

    GateProfile read(InputStream json) {
        JsonNode root = parse(json);
        require(root.isObject(), "$", "is no JSON object");
        require(root.path("schema").asText().equals(SCHEMA), "$.schema", "must be \"" + SCHEMA + "\"");
        require(
                root.path("version").isInt() && root.path("version").asInt() == GateProfile.VERSION,
                "$.version",
                "is %s; this release reads version %d: fit the profile again, or use the release that wrote it"
                        .formatted(root.path("version"), GateProfile.VERSION));
        onlyKeys(root, KEYS, "$");
        Map<String, Term> terms = new LinkedHashMap<>();
        JsonNode signals = child(root, "signals", JsonNodeType.OBJECT, "$");
        for (Iterator<String> names = signals.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            terms.put(name, term(child(signals, name, JsonNodeType.OBJECT, "$.signals"), "$.signals." + name));
        }
        return build(
                "$",
                () -> new GateProfile(
                        text(root, "name", "$"), text(root, "provenance", "$"), number(root, "intercept", "$"), terms));
    }

    private JsonNode parse(InputStream json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            // The parser's message quotes the text; where it is wrong is enough.
            throw problem(
                    "line %d"
                            .formatted(
                                    e.getLocation() == null
                                            ? 0
                                            : e.getLocation().getLineNr()),
                    "is not JSON");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read gate profile " + source, e);
        }
    }

    private Term term(JsonNode node, String place) {
        onlyKeys(node, TERM_KEYS, place);
        double weight = number(node, "weight", place);
        double centre = number(node, "centre", place);
        double scale = number(node, "scale", place);
        double whenAbsent = number(node, "whenAbsent", place);
        boolean alone = child(node, "alone", JsonNodeType.BOOLEAN, place).asBoolean();
        String why = text(node, "why", place);
        return build(place, () -> new Term(weight, centre, scale, whenAbsent, alone, why));
    }

    private <T> T build(String place, java.util.function.Supplier<T> constructor) {
        try {
            return constructor.get();
        } catch (IllegalArgumentException e) {
            throw e.getMessage() != null && e.getMessage().startsWith("gate profile " + source)
                    ? e
                    : problem(place, String.valueOf(e.getMessage()));
        }
    }

    private double number(JsonNode node, String key, String place) {
        return child(node, key, JsonNodeType.NUMBER, place).asDouble();
    }

    private String text(JsonNode node, String key, String place) {
        return child(node, key, JsonNodeType.STRING, place).asText();
    }

    private JsonNode child(JsonNode node, String key, JsonNodeType type, String place) {
        JsonNode child = node.path(key);
        require(!child.isMissingNode(), place, "lacks '" + key + "'");
        require(
                child.getNodeType() == type,
                place + "." + key,
                "is %s, not %s".formatted(name(child.getNodeType()), name(type)));
        return child;
    }

    private static String name(JsonNodeType type) {
        return type.name().toLowerCase(java.util.Locale.ROOT);
    }

    private void onlyKeys(JsonNode node, Set<String> known, String place) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            require(
                    known.contains(name),
                    place,
                    "has an unknown key '%s'; known are %s"
                            .formatted(name, known.stream().sorted().toList()));
        }
    }

    private void require(boolean holds, String place, String problem) {
        if (!holds) {
            throw problem(place, problem);
        }
    }

    private IllegalArgumentException problem(String place, String problem) {
        return new IllegalArgumentException("gate profile %s, %s: %s".formatted(source, place, problem));
    }
}
