package io.cascadeflow.provider.openai;

import io.cascadeflow.model.Role;
import io.cascadeflow.provider.Feature;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a family of models wants to have otherwise. Each is an entry of {@code model-policies.json}.
 *
 * @param models a pattern for base names
 * @param presets the providers it holds for; empty for all
 * @param efforts what to send for a reasoning effort that the family doesn't know
 * @param instructions the role of the operator's instructions, where the provider knows it
 * @param maxTokens the field of the limit on output tokens; absent leaves it to the provider's preset
 * @param drop fields that the family refuses
 * @param exceptAtEffort the effort at which it does not refuse them; absent when there is none
 * @param thinks whether its thoughts can be had sealed, to be given back
 * @param lacks what the family has not, whatever the provider
 * @param responsesOnly whether only the Responses API leads to it
 */
record ModelPolicy(
        Pattern models,
        Set<String> presets,
        Map<String, String> efforts,
        Role instructions,
        @Nullable String maxTokens,
        Set<String> drop,
        @Nullable String exceptAtEffort,
        boolean thinks,
        Set<Feature> lacks,
        boolean responsesOnly) {

    boolean holdsFor(String preset, String baseName) {
        return (presets.isEmpty() || presets.contains(preset))
                && models.matcher(baseName).matches();
    }

    /** What to send for the caller's {@code effort}. */
    @Nullable
    String effort(@Nullable String effort) {
        return effort == null ? null : efforts.getOrDefault(effort, effort);
    }

    /** What not to send along with the caller's {@code effort}. */
    Set<String> dropped(@Nullable String effort) {
        return exceptAtEffort != null && exceptAtEffort.equals(effort(effort)) ? Set.of() : drop;
    }
}
