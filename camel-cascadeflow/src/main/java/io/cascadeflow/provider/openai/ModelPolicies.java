package io.cascadeflow.provider.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cascadeflow.model.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The policies, most specific first: the first that fits a model holds. */
final class ModelPolicies {

    /** The policies of this jar. */
    static final ModelPolicies SHIPPED = read(Json.resource("model-policies.json"));

    private static final ModelPolicy STANDARD = new ModelPolicy(
            Pattern.compile(".*"), Set.of(), Map.of(), Role.SYSTEM, null, Set.of(), null, false, Set.of(), false);

    private static final Pattern DATE = Pattern.compile("-(\\d{4}-\\d\\d-\\d\\d|\\d{8}|\\d{4})$");

    private final List<ModelPolicy> policies;

    private ModelPolicies(List<ModelPolicy> policies) {
        this.policies = policies;
    }

    /**
     * Reads a file of policies.
     *
     * @throws IllegalArgumentException when a field is unknown or has no usable value
     */
    static ModelPolicies read(ObjectNode file) {
        List<ModelPolicy> policies = new ArrayList<>();
        for (JsonNode entry : file.path("policies")) {
            policies.add(policy((ObjectNode) file.path("defaults").deepCopy(), (ObjectNode) entry));
        }
        return new ModelPolicies(List.copyOf(policies));
    }

    ModelPolicy of(String preset, String model) {
        String baseName = baseName(model);
        return policies.stream()
                .filter(policy -> policy.holdsFor(preset, baseName))
                .findFirst()
                .orElse(STANDARD);
    }

    /** {@code gpt-5-mini} for {@code openai/gpt-5-mini-2025-08-07:free} and for {@code ft:gpt-5-mini:acme::x1}. */
    static String baseName(String model) {
        String name = model.toLowerCase(Locale.ROOT);
        name = name.startsWith("ft:") ? name.substring(3) : name;
        name = name.substring(name.lastIndexOf('/') + 1);
        name = name.indexOf(':') < 0 ? name : name.substring(0, name.indexOf(':'));
        return DATE.matcher(name).replaceFirst("");
    }

    private static ModelPolicy policy(ObjectNode defaults, ObjectNode differences) {
        try {
            return Json.MAPPER.treeToValue(defaults.setAll(differences), ModelPolicy.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a model policy: " + e.getOriginalMessage(), e);
        }
    }
}
