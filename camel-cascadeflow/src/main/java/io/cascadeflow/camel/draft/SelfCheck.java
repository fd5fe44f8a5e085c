package io.cascadeflow.camel.draft;

import io.cascadeflow.budget.report.SpendRole;
import io.cascadeflow.camel.retrieval.RetrievedPassages;
import io.cascadeflow.confidence.MeasuredSignals;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.Output;
import io.cascadeflow.model.Sampling;
import io.cascadeflow.model.TokenLogprob;
import io.cascadeflow.model.TokenLogprob.Alternative;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.Metered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the model that answered whether its answer is right, and takes the probability that it gives to the word True.
 *
 * @param model the model
 * @param logprobs whether log-probabilities are asked for; without them the word itself is the answer, 1 or 0
 */
public record SelfCheck(PaidModel model, boolean logprobs) implements Measurement {

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);
    private static final int MAX_TOKENS = 16;
    private static final int ALTERNATIVES = 5;
    private static final String ASKED = "\nIs the answer right? Reply with one word and nothing else: True or False.";

    @Override
    public CompletionStage<Findings> measure(Look look) {
        ChatRequest request = question(look)
                .withSampling(Sampling.DEFAULT.withTemperature(0.0))
                .withOutput(output());
        ChatCall call = new ChatCall(
                look.call().model(),
                request,
                look.call().deadline(),
                look.call().key() + "-check");
        return model.ask(call, look.payer().as(SpendRole.CHECK)).thenApply(this::found);
    }

    /** With the passages that the answer rests on. */
    private static ChatRequest question(Look look) {
        ChatRequest asked = ChatRequest.of(Quoted.of(look.draft()) + ASKED);
        RetrievedPassages seen = RetrievedPassages.of(look.exchange().getMessage());
        return seen == null ? asked : seen.toJudgeBy().around(asked);
    }

    private Output output() {
        Output small = Output.DEFAULT.withMaxTokens(MAX_TOKENS);
        return logprobs ? small.withLogprobs(ALTERNATIVES) : small;
    }

    private Findings found(Metered call) {
        ChatReply reply = call.reply();
        OptionalDouble share = reply == null ? OptionalDouble.empty() : probability(reply);
        if (share.isEmpty()) {
            LOG.warn(
                    "{} did not say whether its answer is right ({}); {} is absent",
                    model.id(),
                    reply == null ? "the call failed" : "neither True nor False",
                    MeasuredSignals.TRUE.name());
        }
        Map<String, Double> signals =
                share.isEmpty() ? Map.of() : Map.of(MeasuredSignals.TRUE.name(), share.getAsDouble());
        return new Findings(signals, List.of(call), Usd.ZERO);
    }

    static OptionalDouble probability(ChatReply reply) {
        OptionalDouble said = word(reply.text());
        return reply.logprobs().tokens().stream()
                .filter(token -> token.token().codePoints().anyMatch(Character::isLetter))
                .findFirst()
                .filter(first -> word(first.token()).isPresent())
                .map(first -> OptionalDouble.of(share(first)))
                .orElse(said);
    }

    /** Of the two words' probabilities, that of True; a token is usually among its own alternatives. */
    private static double share(TokenLogprob token) {
        boolean isListed =
                token.alternatives().stream().anyMatch(other -> other.token().equals(token.token()));
        Stream<Alternative> chosen =
                isListed ? Stream.empty() : Stream.of(new Alternative(token.token(), token.logprob()));
        List<Alternative> all =
                Stream.concat(chosen, token.alternatives().stream()).toList();
        double yes = sum(all, 1);
        double no = sum(all, 0);
        if (no == 0) {
            return yes;
        }
        return yes == 0 ? 1 - no : yes / (yes + no);
    }

    private static double sum(List<Alternative> tokens, double word) {
        return Math.min(
                1,
                tokens.stream()
                        .filter(token -> word(token.token()).equals(OptionalDouble.of(word)))
                        .mapToDouble(token -> Math.exp(token.logprob()))
                        .sum());
    }

    /** 1 for True, 0 for False, whatever stands around the word; empty for anything else. */
    private static OptionalDouble word(String text) {
        String bare = text.replaceAll("[\\s\\p{Punct}]+", " ").strip().toLowerCase(Locale.ROOT);
        return switch (bare) {
            case "true" -> OptionalDouble.of(1);
            case "false" -> OptionalDouble.of(0);
            default -> OptionalDouble.empty();
        };
    }
}
