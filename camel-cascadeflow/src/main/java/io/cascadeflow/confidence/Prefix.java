package io.cascadeflow.confidence;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.Logprobs;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The first characters of a draft, as a gate looks at them while it grows: always at the same sizes, so that what was learned
 * of recorded drafts holds. Only what does not change its meaning with the rest of the text is looked at.
 */
public final class Prefix {

    /** Characters after which a look is taken. */
    public static final List<Integer> SIZES = List.of(100, 200, 400, 800, 1600);

    private static final Set<String> FAMILIES =
            Set.of("arithmetic", "numbers", "asked", "repetition", "script", "topic", "wording", "logprob");

    /** Those that see anything of these families. */
    private static final List<SignalSource> SOURCES = Signals.standard().stream()
            .filter(source -> source.signals().stream().anyMatch(signal -> isLookedAt(signal.name())))
            .toList();

    private Prefix() {}

    private static boolean isLookedAt(String signal) {
        return FAMILIES.contains(Signals.family(signal));
    }

    /** What is seen of the first {@code size} characters of the draft's text. */
    public static Features features(Draft draft, int size) {
        String text = draft.reply().text();
        String cut = text.substring(0, Math.min(size, text.length()));
        Logprobs logprobs = draft.reply().logprobs().ofBeginning(text, size);
        ChatReply reply = ChatReply.of(draft.reply().model(), cut).withLogprobs(logprobs);
        Draft begun = new Draft(draft.request(), reply, List.of(), draft.context());
        DraftFacts facts = DraftFacts.of(begun);
        Observations observations = new Observations();
        SOURCES.forEach(source -> source.observe(facts, observations));
        Map<String, Double> signals = new HashMap<>(observations.values());
        signals.keySet().removeIf(name -> !isLookedAt(name));
        return new Features(signals, draft.context().domain(), Grams.NONE, Grams.NONE);
    }
}
