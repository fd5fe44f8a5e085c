package io.cascadeflow.confidence;

import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.FittedProfile.Skip;
import io.cascadeflow.confidence.Grams.Side;
import io.cascadeflow.confidence.text.Repetition;
import io.cascadeflow.confidence.text.Text;
import io.cascadeflow.confidence.text.Words;
import io.cascadeflow.model.ChatRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges drafts by a fitted profile. Of a draft that the profile was not fitted for it states no confidence, and says why:
 * a threshold then escalates. Immutable.
 */
public final class FittedGate implements Gate {

    /** A draft with less of a chance is not waited for. Committing asks for more: that no such draft was ever rejected. */
    private static final double HARDLY = 0.03;

    /** As a profile's reference calls it. */
    private static final String CONFIDENCE = "confidence";

    private final FittedProfile profile;
    private final GateVersion version;
    private final boolean anyModel;
    private final Warnings warnings;
    private final List<String> outside;

    private FittedGate(FittedProfile profile, boolean anyModel) {
        this.profile = profile;
        this.version = GateVersion.of(profile);
        this.anyModel = anyModel;
        this.outside = outside(profile);
        this.warnings = Warnings.besides(profile.weights().signals().keySet());
    }

    /**
     * A gate that observes what is observed on every draft. Signals of other families have to be measured outside, and come
     * with the draft.
     *
     * @throws IllegalArgumentException when the profile weighs a signal of our families that this release does not know
     */
    public static FittedGate of(FittedProfile profile) {
        Set<String> known = Signals.byName(Signals.standard()).keySet();
        for (String name : profile.weights().signals().keySet()) {
            if (!known.contains(name) && Signals.isOfOurFamilies(name)) {
                throw new IllegalArgumentException(
                        "gate profile '%s' weighs the signal '%s', which nothing here observes; fit it again with this release"
                                .formatted(profile.name(), name));
            }
        }
        return new FittedGate(profile, false);
    }

    /** The same, for drafts of any model: for those who want to know how far a profile carries over. */
    public FittedGate forAnyModel() {
        return new FittedGate(profile, true);
    }

    public FittedProfile profile() {
        return profile;
    }

    /** Of the certificates whose threshold it reaches, the one that allows least. */
    @Override
    public @Nullable Double certifiedRegret(double threshold) {
        return profile.certified().stream()
                .filter(certificate -> certificate.threshold() != null && certificate.threshold() <= threshold)
                .map(FittedProfile.Certificate::maxRegret)
                .min(Double::compare)
                .orElse(null);
    }

    @Override
    public int samples() {
        return profile.samples();
    }

    @Override
    public Assessment assess(Draft draft) {
        DraftFacts facts = DraftFacts.of(draft);
        Features features = Features.of(draft);
        String objection = objectionTo(draft);
        if (objection == null) {
            objection = warnings.raisedBy(features.signals());
        }
        Double confidence = objection == null ? confidence(facts, features) : null;
        return new Assessment(facts.defects(), confidence, features.signals(), objection, version);
    }

    private @Nullable Double confidence(DraftFacts facts, Features features) {
        if (facts.answer().isBlank() && features.signals().isEmpty()) {
            return null;
        }
        boolean familiar = profile.weights().grams().knows(facts.answer().words(), Side.ANSWER);
        return profile.calibration().confidence(profile.weights().score(features, familiar));
    }

    private @Nullable String objectionTo(Draft draft) {
        String served = draft.reply().model();
        if (isOfAnotherModel(draft)) {
            return "gate profile '%s' is for drafts of %s, not of %s"
                    .formatted(
                            profile.name(), profile.models().small(), served.isEmpty() ? "an unnamed model" : served);
        }
        int samples = draft.others().size() + 1;
        return samples == profile.samples()
                ? unmeasured(draft.context().measured())
                : "gate profile '%s' looks at %d answers to a question, this draft comes with %d"
                        .formatted(profile.name(), profile.samples(), samples);
    }

    /** A signal from outside that the recording always had: without it the profile was not fitted for such drafts. */
    private @Nullable String unmeasured(Map<String, Double> measured) {
        for (String name : outside) {
            if (!measured.containsKey(name)) {
                return "gate profile '%s' weighs the signal '%s', which nothing measured here"
                        .formatted(profile.name(), name);
            }
        }
        return null;
    }

    private static List<String> outside(FittedProfile profile) {
        return profile.weights().signals().entrySet().stream()
                .filter(entry -> !Signals.isOfOurFamilies(entry.getKey()))
                .filter(entry -> entry.getValue().whenAbsent() == 0)
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    @Override
    public Map<String, List<Double>> reference() {
        return profile.reference();
    }

    @Override
    public Early early(Draft begun, int looked, double threshold) {
        if (Repetition.endsInLoop(begun.reply().text())) {
            return Early.REJECT;
        }
        Integer size = profile.early().keySet().stream()
                .filter(checkpoint -> checkpoint <= begun.reply().text().length())
                .max(Comparator.naturalOrder())
                .orElse(null);
        // what was seen before told nothing
        if (size == null || size <= looked || isOfAnotherModel(begun)) {
            return Early.CONTINUE;
        }
        Features features = Prefix.features(begun, size);
        if (warnings.raisedBy(features.signals()) != null) {
            return Early.CONTINUE;
        }
        double chance = Objects.requireNonNull(profile.early().get(size)).chance(features, threshold);
        return chance <= HARDLY ? Early.REJECT : chance == 1 ? Early.COMMIT : Early.CONTINUE;
    }

    /**
     * The chance, 0 to 1, that the draft to this question will reach {@code threshold}, before anything is asked. Empty when
     * the profile did not learn that, or the question is in words that it did not learn from.
     */
    public OptionalDouble chance(ChatRequest request, @Nullable String domain, double threshold) {
        Skip skip = profile.skip();
        if (skip == null) {
            return OptionalDouble.empty();
        }
        Words words = Text.of(request.question()).words();
        return skip.outlook().weights().grams().knows(words, Side.QUESTION)
                ? OptionalDouble.of(skip.outlook().chance(Features.ofQuestion(request, domain), threshold))
                : OptionalDouble.empty();
    }

    /**
     * What is to be expected of the draft to this question: by the question where the profile learned from such ones, else as of
     * all that it was fitted on. Empty when the profile has neither.
     */
    public Optional<Prospect> prospect(ChatRequest request, @Nullable String domain, double threshold) {
        Skip skip = profile.skip();
        Words words = Text.of(request.question()).words();
        if (skip != null && skip.outlook().weights().grams().knows(words, Side.QUESTION)) {
            List<Double> alike =
                    skip.outlook().band(Features.ofQuestion(request, domain)).confidences();
            return Optional.of(Prospect.of(alike, threshold, profile.escalation()));
        }
        List<Double> deciles = profile.reference().get(CONFIDENCE);
        if (deciles == null || deciles.isEmpty()) {
            return Optional.empty();
        }
        // nobody kept how low and how high it went
        List<Double> all = new ArrayList<>(deciles);
        all.add(0, deciles.get(0));
        all.add(deciles.get(deciles.size() - 1));
        return Optional.of(Prospect.of(all, threshold, profile.escalation()));
    }

    private boolean isOfAnotherModel(Draft draft) {
        return !anyModel && !Models.same(profile.models().small(), draft.reply().model());
    }

    /** A gate that cannot be used: it measures nothing, so that thresholds escalate, and says why. */
    public static Gate closed(String reason) {
        return new ClosedGate(reason);
    }
}
