package io.cascadeflow.camel;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.cascadeflow.budget.Standing;
import io.cascadeflow.camel.CascadeFlowConfiguration.OutputType;
import io.cascadeflow.camel.draft.Bill;
import io.cascadeflow.confidence.Assessment;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.EmbeddingReply;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.model.TokenUsage;
import io.cascadeflow.pricing.EnergyCatalog;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.Feature;
import io.cascadeflow.provider.ProviderException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Puts a reply into an exchange: the body, and what the headers say about it. */
final class ReplyWriter {

    private static final ObjectReader JSON =
            new ObjectMapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private static final List<String> OF_ONE_CALL = List.of(
            CascadeFlowConstants.PROVIDER,
            CascadeFlowConstants.MODEL,
            CascadeFlowConstants.REQUESTED_MODEL,
            CascadeFlowConstants.CONFIDENCE,
            CascadeFlowConstants.SIGNALS,
            CascadeFlowConstants.REASON,
            CascadeFlowConstants.COST,
            CascadeFlowConstants.INPUT_TOKENS,
            CascadeFlowConstants.CACHE_READ_TOKENS,
            CascadeFlowConstants.CACHE_WRITE_TOKENS,
            CascadeFlowConstants.OUTPUT_TOKENS,
            CascadeFlowConstants.REASONING_TOKENS,
            CascadeFlowConstants.USAGE_ESTIMATED,
            CascadeFlowConstants.FINISH_REASON,
            CascadeFlowConstants.CACHED,
            CascadeFlowConstants.CACHE_SIMILARITY,
            CascadeFlowConstants.UNSUPPORTED,
            CascadeFlowConstants.LATENCY_MS,
            CascadeFlowConstants.ENERGY_WH,
            CascadeFlowConstants.CO2_GRAMS,
            CascadeFlowConstants.BUDGET_REMAINING,
            CascadeFlowConstants.BUDGET_WARNING,
            CascadeFlowConstants.CITATIONS,
            CascadeFlowConstants.CITATION_FAULT,
            CascadeFlowConstants.RUN);

    private final ModelId model;
    private final Function<Exchange, EnergyCatalog> energy;
    private final OutputType outputType;
    private final @Nullable Class<?> outputClass;

    ReplyWriter(
            ModelId model,
            Function<Exchange, EnergyCatalog> energy,
            OutputType outputType,
            @Nullable Class<?> outputClass) {
        this.model = model;
        this.energy = energy;
        this.outputType = outputType;
        this.outputClass = outputClass;
    }

    /**
     * Takes away what an earlier call left, which must not speak for this one; only the money adds up.
     *
     * @return what all calls before cost together; absent when there was none
     * @throws IllegalArgumentException when the sum so far is not an amount: nothing could be added to it
     */
    @Nullable
    Usd clear(Exchange exchange) {
        return cleared(exchange);
    }

    static @Nullable Usd cleared(Exchange exchange) {
        Message message = exchange.getMessage();
        Usd before = ReportedCost.total(message);
        OF_ONE_CALL.forEach(message::removeHeader);
        exchange.removeProperty(CascadeFlowProperties.DRAFT);
        exchange.removeProperty(CascadeFlowProperties.ASSESSMENT);
        MissingSamples.note(exchange, null);
        return before;
    }

    /** Who gave the reply and what it took: true whatever becomes of the answer. */
    void account(Exchange exchange, Draft draft, @Nullable TokenUsage usage, Duration latency) {
        Message message = exchange.getMessage();
        ChatReply reply = draft.reply();
        usage(message, usage);
        energy(message, usage, energy.apply(exchange));
        message.setHeader(CascadeFlowConstants.PROVIDER, model.provider());
        message.setHeader(CascadeFlowConstants.REQUESTED_MODEL, model.name());
        message.setHeader(CascadeFlowConstants.MODEL, reply.model());
        message.setHeader(
                CascadeFlowConstants.FINISH_REASON, reply.finishReason().name().toLowerCase(Locale.ROOT));
        message.setHeader(CascadeFlowConstants.LATENCY_MS, latency.toMillis());
    }

    /** What the answer was made without, although the request needed it. */
    static void unsupported(Exchange exchange, Set<Feature> without) {
        if (!without.isEmpty()) {
            exchange.getMessage()
                    .setHeader(
                            CascadeFlowConstants.UNSUPPORTED,
                            without.stream().sorted().map(Feature::word).collect(Collectors.joining(",")));
        }
    }

    /** Vectors, as a list in the order of their texts, and who made them. */
    static void vectors(Exchange exchange, ModelId model, EmbeddingReply reply, Duration latency) {
        Message message = exchange.getMessage();
        usage(message, reply.usage());
        message.setHeader(CascadeFlowConstants.PROVIDER, model.provider());
        message.setHeader(CascadeFlowConstants.REQUESTED_MODEL, model.name());
        message.setHeader(CascadeFlowConstants.MODEL, reply.model().isEmpty() ? model.name() : reply.model());
        message.setHeader(CascadeFlowConstants.LATENCY_MS, latency.toMillis());
        message.setBody(reply.vectors());
    }

    /** @throws ProviderException when the answer cannot be bound to the output class */
    void answer(Exchange exchange, Draft draft, Assessment assessment) {
        Message message = exchange.getMessage();
        confidence(message, assessment);
        CitationHeaders.set(message, draft);
        exchange.setProperty(CascadeFlowProperties.DRAFT, draft);
        exchange.setProperty(CascadeFlowProperties.ASSESSMENT, assessment);
        message.setBody(body(draft.reply()));
    }

    /**
     * The answer alone, for those who look at it before it is judged.
     *
     * @throws ProviderException when the answer cannot be bound to the output class
     */
    void body(Exchange exchange, Draft draft) {
        exchange.getMessage().setBody(body(draft.reply()));
    }

    /**
     * This answer's cost, the sum of all calls on this message so far, and what is left for further ones.
     *
     * @param before what all calls before cost together; absent when there was none
     */
    static void cost(Exchange exchange, Bill bill, @Nullable Usd before) {
        Message message = exchange.getMessage();
        budgets(message, bill.standings());
        if (bill.charge() == null) {
            return;
        }
        Usd total = before == null ? bill.cost() : before.plus(bill.cost());
        message.setHeader(CascadeFlowConstants.COST, bill.cost().toBigDecimal());
        message.setHeader(CascadeFlowConstants.TOTAL_COST, total.toBigDecimal());
        message.setHeader(CascadeFlowConstants.USAGE_ESTIMATED, bill.estimated());
        exchange.setProperty(CascadeFlowProperties.CHARGE, bill.charge());
    }

    /** The least that is left, and which budgets warn. */
    static void budgets(Message message, List<Standing> standings) {
        standings.stream()
                .map(Standing::left)
                .min(Comparator.naturalOrder())
                .ifPresent(least -> message.setHeader(CascadeFlowConstants.BUDGET_REMAINING, least.toBigDecimal()));
        String warnings = standings.stream()
                .filter(Standing::isWarning)
                .map(standing -> standing.claim().budget().name())
                .collect(Collectors.joining(","));
        if (!warnings.isEmpty()) {
            message.setHeader(CascadeFlowConstants.BUDGET_WARNING, warnings);
        }
    }

    private static void usage(Message message, @Nullable TokenUsage usage) {
        if (usage == null) {
            return;
        }
        message.setHeader(CascadeFlowConstants.INPUT_TOKENS, usage.input());
        message.setHeader(CascadeFlowConstants.CACHE_READ_TOKENS, usage.cacheRead());
        message.setHeader(CascadeFlowConstants.CACHE_WRITE_TOKENS, usage.cacheWrite() + usage.cacheWriteLong());
        message.setHeader(CascadeFlowConstants.OUTPUT_TOKENS, usage.output());
        message.setHeader(CascadeFlowConstants.REASONING_TOKENS, usage.reasoning());
        message.setHeader(CascadeFlowConstants.USAGE_ESTIMATED, usage.estimated());
    }

    private void energy(Message message, @Nullable TokenUsage usage, EnergyCatalog catalog) {
        catalog.find(model)
                .filter(known -> usage != null)
                .map(known -> known.wattHours(
                        Objects.requireNonNull(usage).totalInput(),
                        Objects.requireNonNull(usage).output()))
                .ifPresent(wattHours -> {
                    message.setHeader(CascadeFlowConstants.ENERGY_WH, wattHours);
                    catalog.grams(model, wattHours)
                            .ifPresent(grams -> message.setHeader(CascadeFlowConstants.CO2_GRAMS, grams));
                });
    }

    private static void confidence(Message message, Assessment assessment) {
        message.setHeader(CascadeFlowConstants.SIGNALS, assessment.signals());
        if (assessment.confidence() != null) {
            message.setHeader(CascadeFlowConstants.CONFIDENCE, assessment.confidence());
        }
        if (!assessment.defects().isEmpty()) {
            message.setHeader(CascadeFlowConstants.REASON, "the answer has a defect: " + assessment.defects());
        } else if (assessment.objection() != null) {
            message.setHeader(CascadeFlowConstants.REASON, "no confidence is stated: " + assessment.objection());
        }
    }

    private Object body(ChatReply reply) {
        if (outputClass != null) {
            return bound(reply, outputClass);
        }
        return outputType == OutputType.reply ? reply : reply.text();
    }

    private Object bound(ChatReply reply, Class<?> type) {
        try {
            Object bean = JSON.forType(type).readValue(reply.text());
            if (bean != null) {
                return bean;
            }
            throw unbound(type, null);
        } catch (JsonProcessingException e) {
            // without the cause: Jackson's message quotes the answer
            throw unbound(type, e.getLocation());
        }
    }

    private ProviderException unbound(Class<?> type, @Nullable JsonLocation place) {
        return new ProviderException(
                ProviderException.Kind.BAD_PAYLOAD,
                "%s: the answer is not the JSON of a %s%s; give a jsonSchema, or a stronger model"
                        .formatted(
                                model,
                                type.getSimpleName(),
                                place == null
                                        ? ""
                                        : " (line %d, column %d)".formatted(place.getLineNr(), place.getColumnNr())));
    }
}
