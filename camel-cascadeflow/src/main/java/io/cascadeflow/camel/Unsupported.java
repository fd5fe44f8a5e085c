package io.cascadeflow.camel;

import io.cascadeflow.camel.CascadeFlowConfiguration.OnUnsupported;
import io.cascadeflow.camel.draft.PaidModel;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.ContentPart;
import io.cascadeflow.model.ResponseFormat;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.JsonInstruction;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Details;
import io.cascadeflow.provider.ProviderException.Kind;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What becomes of a request that needs what its model is known not to have. The answer is still held to the form that was asked
 * for: whoever judges it looks at the request as it was.
 *
 * @param model the one that is asked
 * @param mode what the endpoint says
 */
record Unsupported(PaidModel model, OnUnsupported mode) {

    /** What a request can do without, and how. */
    private static final Map<Feature, String> DISPENSABLE =
            Map.of(Feature.SCHEMA, "ask for the form in words", Feature.LOGPROBS, "go without them");

    private static final Map<Feature, String> NAMES = Map.of(
            Feature.TOOLS, "tools",
            Feature.IMAGES, "images",
            Feature.SCHEMA, "a schema for its answer (jsonSchema, response_format)",
            Feature.LOGPROBS, "log-probabilities (logprobs in the request)");

    /**
     * What its model can serve.
     *
     * @param without what is not in it, although it was needed
     */
    record Fitted(ChatRequest request, Set<Feature> without) {}

    /**
     * @param needsLogprobs whether the request itself asks for them: an endpoint's option is a wish
     * @throws ProviderException of the kind {@code UNSUPPORTED_PARAMETER} when it cannot do without what is missing, or may not
     */
    Fitted fit(ChatCall call, boolean needsLogprobs) {
        Set<Feature> missing = needs(call.request(), needsLogprobs);
        if (!missing.isEmpty()) {
            missing.retainAll(model.provider().lacks(call));
        }
        for (Feature feature : missing) {
            if (mode == OnUnsupported.fail || !DISPENSABLE.containsKey(feature)) {
                throw refused(feature);
            }
        }
        return new Fitted(
                missing.contains(Feature.SCHEMA) ? inWords(call.request()) : call.request(), Set.copyOf(missing));
    }

    private static Set<Feature> needs(ChatRequest request, boolean needsLogprobs) {
        Set<Feature> needs = EnumSet.noneOf(Feature.class);
        if (!request.tools().specs().isEmpty()) {
            needs.add(Feature.TOOLS);
        }
        if (request.messages().stream()
                .flatMap(message -> message.content().stream())
                .anyMatch(part -> part instanceof ContentPart.ImageUrl || part instanceof ContentPart.ImageData)) {
            needs.add(Feature.IMAGES);
        }
        if (request.output().format() instanceof ResponseFormat.Schema) {
            needs.add(Feature.SCHEMA);
        }
        if (needsLogprobs) {
            needs.add(Feature.LOGPROBS);
        }
        return needs;
    }

    private static ChatRequest inWords(ChatRequest request) {
        ChatRequest free = request.withOutput(request.output().withFormat(ResponseFormat.TEXT));
        return JsonInstruction.of(request.output().format())
                .map(free::withSystemMessage)
                .orElse(free);
    }

    private ProviderException refused(Feature feature) {
        String dispensable = DISPENSABLE.get(feature);
        return new ProviderException(
                Kind.UNSUPPORTED_PARAMETER,
                "%s %s: the model is known not to have %s, which the request needs; nothing was asked. Ask another model, %s"
                        .formatted(
                                model.id(),
                                Kind.UNSUPPORTED_PARAMETER,
                                NAMES.get(feature),
                                dispensable == null
                                        ? "or by another api: onUnsupported=degrade cannot do without"
                                        : "or set onUnsupported=degrade to " + dispensable),
                new Details(0, null, feature.word(), null, null, null, null),
                null);
    }
}
