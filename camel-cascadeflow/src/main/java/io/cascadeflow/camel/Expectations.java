package io.cascadeflow.camel;

import io.cascadeflow.budget.PromptBound;
import io.cascadeflow.camel.policy.Estimate;
import io.cascadeflow.camel.policy.ModelFigures;
import io.cascadeflow.cascade.Attempt;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Expected;
import io.cascadeflow.cascade.Objective;
import io.cascadeflow.cascade.Pace;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.cascade.TierResult.Failed;
import io.cascadeflow.confidence.FittedGate;
import io.cascadeflow.confidence.FittedProfile.Models;
import io.cascadeflow.confidence.Prospect;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.Weights;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** What is to be expected of the tiers of a cascade, by their gates, the catalogs, and what they did lately. Thread-safe. */
final class Expectations {

    /** A token is about so many bytes of a prompt; alike for all tiers. */
    private static final long BYTES_OF_A_TOKEN = 4;

    /** As long is an answer reckoned while none was measured; alike for all tiers. */
    private static final double USUAL_ANSWER = 500;

    private final Map<String, Known> tiers = new LinkedHashMap<>();

    /**
     * What is known of a tier.
     *
     * @param calls the models that it may ask; empty where that is not known
     * @param accepted the share of its answers that were accepted
     * @param tokens of one of its answers
     * @param usd what it cost
     */
    private record Known(
            TierSteps steps, List<ModelCall> calls, DecayedMean accepted, DecayedMean tokens, DecayedMean usd) {

        /** How many answers are asked for each question. */
        int samples() {
            return calls.isEmpty() ? 1 : calls.get(0).samples();
        }
    }

    Expectations(CascadeSetup setup, Clock clock) {
        for (TierSteps steps : setup.tiers()) {
            tiers.put(
                    steps.tier().name(),
                    new Known(
                            steps,
                            Rungs.calls(steps),
                            new DecayedMean(clock),
                            new DecayedMean(clock),
                            new DecayedMean(clock)));
        }
    }

    /** Notes what came of asking a tier. A failure tells nothing of answers. */
    void add(Attempt attempt, TierReading reading) {
        Known tier = tiers.get(attempt.tier().name());
        if (tier == null || attempt.result() instanceof Failed) {
            return;
        }
        tier.accepted().add(attempt.accepted() ? 1 : 0);
        if (reading.costReported()) {
            tier.usd().add(attempt.result().cost().toBigDecimal().doubleValue());
        }
        if (reading.message().getHeader(CascadeFlowConstants.OUTPUT_TOKENS) instanceof Number tokens) {
            tier.tokens().add(tokens.doubleValue() / tier.samples());
        }
    }

    /**
     * What counts, with what is to be expected of this question.
     *
     * @param now with the tiers and thresholds that hold now
     * @param figures what is known of models
     */
    Objective objective(Weights weights, Cascade now, CascadeRequest request, Pace pace, ModelFigures figures) {
        ChatRequest question = request.asChatRequest();
        ChatRequest sent = request.asSent();
        boolean measuredCosts = now.tiers().stream()
                .allMatch(tier -> known(tier).calls().isEmpty()
                        && known(tier).usd().value().isPresent());
        Map<String, Expected> expected = new HashMap<>();
        for (int i = 0; i < now.tiers().size(); i++) {
            Tier tier = now.tiers().get(i);
            Known known = known(tier);
            boolean last = i == now.tiers().size() - 1;
            Prospect prospect = last ? null : prospect(tier, known, request, question);
            Duration usual = pace.usual().get(tier.name());
            Tokens tokens = tokens(known, sent);
            expected.put(
                    tier.name(),
                    new Expected(
                            accepted(tier, known, prospect),
                            last
                                    ? null
                                    : quality(prospect, known, known(now.tiers().get(i + 1))),
                            measuredCosts ? box(known.usd().value()) : usd(known, tokens, figures),
                            usual == null ? null : Double.valueOf(usual.toNanos() / 1e9),
                            wattHours(known, tokens, figures)));
        }
        return new Objective(weights, expected);
    }

    /** The most that asking the first tier may cost, by the dearest of its endpoints, as these figures have it. */
    Estimate estimate(ModelFigures figures) {
        return (message, question) -> mostUsd(figures, message, question);
    }

    private OptionalDouble mostUsd(ModelFigures figures, Message message, ChatRequest question) {
        long prompt = PromptBound.of(Passages.around(question, message));
        Integer asked = message.getHeader(CascadeFlowConstants.MAX_TOKENS, Integer.class);
        Integer most = asked == null ? question.output().maxTokens() : asked;
        double dearest = -1;
        for (ModelCall call : tiers.values().iterator().next().calls()) {
            Double usd = figures.mostUsd(call.model(), prompt, most == null ? call.longest() : most)
                    .orElse(null);
            if (usd == null) {
                return OptionalDouble.empty();
            }
            dearest = Math.max(dearest, usd * call.samples());
        }
        return dearest < 0 ? OptionalDouble.empty() : OptionalDouble.of(dearest);
    }

    private Known known(Tier tier) {
        Known known = tiers.get(tier.name());
        if (known == null) {
            throw new IllegalArgumentException("there is no tier '%s'".formatted(tier.name()));
        }
        return known;
    }

    /** What the tier's gate makes of the question. */
    private static @Nullable Prospect prospect(Tier tier, Known known, CascadeRequest request, ChatRequest question) {
        Double threshold = tier.acceptAbove();
        return threshold != null && known.steps().gate() instanceof FittedGate gate
                ? gate.prospect(question, request.attribution().domain(), threshold)
                        .orElse(null)
                : null;
    }

    /** Only with the next tier that the profile was fitted against; where its steps do not show whom they ask, that is believed. */
    private static boolean asksOnly(String model, Known tier) {
        return tier.calls().stream()
                .allMatch(call -> Models.same(model, call.model().toString())
                        || Models.same(model, call.model().name()));
    }

    private static @Nullable Double accepted(Tier tier, Known known, @Nullable Prospect prospect) {
        if (prospect != null) {
            return prospect.accepted();
        }
        boolean anything = tier.acceptAbove() == null && known.steps().acceptWhen() == null;
        return anything ? Double.valueOf(1) : box(known.accepted().value());
    }

    private static Expected.@Nullable Quality quality(@Nullable Prospect prospect, Known known, Known next) {
        if (prospect == null
                || prospect.first() == null
                || prospect.straight() == null
                || !(known.steps().gate() instanceof FittedGate gate)
                || !asksOnly(gate.profile().models().large(), next)) {
            return null;
        }
        return new Expected.Quality(prospect.first(), prospect.straight());
    }

    /** How long a prompt and an answer are reckoned. */
    private record Tokens(long input, double output) {}

    private Tokens tokens(Known known, ChatRequest sent) {
        long input = Math.max(1, PromptBound.of(sent) / BYTES_OF_A_TOKEN);
        double others = tiers.values().stream()
                .flatMapToDouble(tier -> tier.tokens().value().stream())
                .average()
                .orElse(USUAL_ANSWER);
        return new Tokens(input, known.tokens().value().orElse(others));
    }

    /** Of a tier of several endpoints: the mean, as any of them may be asked. */
    private static @Nullable Double usd(Known known, Tokens tokens, ModelFigures figures) {
        double sum = 0;
        for (ModelCall call : known.calls()) {
            Double usd = figures.usd(call.model(), tokens.input(), Math.round(tokens.output()))
                    .orElse(null);
            if (usd == null) {
                return null;
            }
            sum += usd * call.samples();
        }
        return known.calls().isEmpty()
                ? null
                : Double.valueOf(sum / known.calls().size());
    }

    private static @Nullable Double wattHours(Known known, Tokens tokens, ModelFigures figures) {
        double sum = 0;
        for (ModelCall call : known.calls()) {
            Double energy = figures.energy()
                    .find(call.model())
                    .map(each -> each.wattHours(tokens.input(), tokens.output()))
                    .orElse(null);
            if (energy == null) {
                return null;
            }
            sum += energy * call.samples();
        }
        return known.calls().isEmpty()
                ? null
                : Double.valueOf(sum / known.calls().size());
    }

    private static @Nullable Double box(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }
}
