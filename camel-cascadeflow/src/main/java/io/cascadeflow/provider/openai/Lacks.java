package io.cascadeflow.provider.openai;

import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a model is known not to have: by {@code presets.json} and {@code model-policies.json}, or by its own word. */
final class Lacks {

    /** Where a schema for the answer is, in either protocol. */
    private static final Set<String> SCHEMA = Set.of(
            "response_format",
            "response_format.type",
            "response_format.json_schema",
            "text.format",
            "text.format.type");

    private static final Set<String> TOOLS = Set.of("tools", "functions");

    /** That a parameter does not exist; not that this value of it will not do, which another request may not have. */
    private static final Set<String> UNKNOWN = Set.of("unsupported_parameter", "unknown_parameter", "extra_forbidden");

    /** The values of these are always ours. */
    private static final Set<String> KINDS = Set.of("response_format.type", "text.format.type");

    private Lacks() {}

    static Set<Feature> of(Preset preset, ChatCall call, Set<String> refused) {
        ModelPolicy policy = ModelPolicies.SHIPPED.of(preset.name(), call.model());
        Set<Feature> lacks = EnumSet.noneOf(Feature.class);
        lacks.addAll(policy.lacks());
        if (preset.spelling().logprobs() == Preset.LogprobStyle.NONE
                || policy.dropped(call.request().output().effort()).contains("logprobs")
                || refused.contains("logprobs")) {
            lacks.add(Feature.LOGPROBS);
        }
        if (!preset.spelling().jsonSchema() || SCHEMA.stream().anyMatch(refused::contains)) {
            lacks.add(Feature.SCHEMA);
        }
        if (TOOLS.stream().anyMatch(refused::contains)) {
            lacks.add(Feature.TOOLS);
        }
        return lacks;
    }

    /** A schema or tools that the model does not know: they cannot be left out, so every such request would be refused. */
    static Optional<String> refusedForGood(ProviderException failure) {
        String code = failure.details().code();
        String parameter = failure.parameter();
        if (failure.kind() != Kind.BAD_REQUEST || code == null || parameter == null) {
            return Optional.empty();
        }
        String lower = code.toLowerCase(Locale.ROOT);
        boolean unknown = UNKNOWN.contains(lower) && (SCHEMA.contains(parameter) || TOOLS.contains(parameter));
        boolean kind = lower.equals("unsupported_value") && KINDS.contains(parameter);
        return unknown || kind ? Optional.of(parameter) : Optional.empty();
    }
}
