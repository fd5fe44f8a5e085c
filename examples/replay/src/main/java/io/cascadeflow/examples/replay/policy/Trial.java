package io.cascadeflow.examples.replay.policy;

import io.cascadeflow.camel.CascadeFlowComponent;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.Traces;
import io.cascadeflow.camel.policy.CascadeFlowPolicies;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.model.ModelId;
import io.cascadeflow.policy.PolicyDeniedException;
import io.cascadeflow.policy.explain.PolicyExplanation;
import io.cascadeflow.policy.explain.TierExplanation;
import io.cascadeflow.pricing.UnknownPriceException;
import io.cascadeflow.pricing.Usd;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.recorded.Label;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import io.cascadeflow.replay.policy.RuledQuestion;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/** The cascades of a configuration file as in production, but for their models, which answer as they were recorded. */
final class Trial implements AutoCloseable {

    private static final String CONFIGURATION = "tried-configuration";

    private final DefaultCamelContext camel;
    private final ProducerTemplate template;
    private final RecordedModels models;
    private final TrialClock clock;
    private final Instant otherwise;
    private final Map<String, Integer> failures = new TreeMap<>();

    private Trial(DefaultCamelContext camel, RecordedModels models, TrialClock clock) {
        this.camel = camel;
        this.template = camel.createProducerTemplate();
        this.models = models;
        this.clock = clock;
        this.otherwise = clock.instant();
    }

    /**
     * @param recordedAs by a model how the recording names it, where that is another name
     * @param at the time of questions that do not tell theirs
     */
    static Trial of(ConfigurationFile file, Map<String, String> recordedAs, Instant at) {
        TrialClock clock = new TrialClock(at);
        RecordedModels models = new RecordedModels(recordedAs, clock);
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.getRegistry().bind(CONFIGURATION, file.text());
        camel.getRegistry().bind("clock", Clock.class, clock);
        file.providers()
                .forEach(provider -> camel.getRegistry().bind(provider, ChatProvider.class, models.of(provider)));
        CascadeFlowComponent component = camel.getComponent("cascadeflow", CascadeFlowComponent.class);
        component.setConfiguration("ref:" + CONFIGURATION);
        // a model that has no recorded answers is not down
        component.getDefaults().setBreaker(false);
        camel.start();
        return new Trial(camel, models, clock);
    }

    /** What the rules make of a question; nobody is asked. */
    PolicyExplanation explain(RecordedItem item, String cascade) {
        clock.set(timeOf(item));
        return CascadeFlowPolicies.in(camel).explain(exchange(item), cascade);
    }

    /** The tiers of a cascade, with their models. */
    List<TierExplanation> models(RecordedItem item, String cascade) {
        return explain(item, cascade).tiers();
    }

    /** Whether a model, {@code provider:model}, answered a question when it was recorded. */
    boolean hasAnswers(RecordedItem item, String model) {
        ModelId id = ModelId.parse(model);
        return !models.answers(item, id.provider(), id.name()).isEmpty();
    }

    /** What becomes of a question. */
    RuledQuestion ask(RecordedItem item, String cascade) {
        PolicyExplanation explained = explain(item, cascade);
        models.ask(item);
        Exchange answered = template.send("cascadeflow:cascade:" + cascade, exchange(item));
        List<Decision> decisions = Traces.of(answered);
        if (decisions.isEmpty()) {
            throw new IllegalArgumentException(
                    "question '%s' could not be tried: %s".formatted(item.id(), complaint(answered)),
                    answered.getException());
        }
        Decision decision = decisions.get(decisions.size() - 1);
        Set<String> missing = models.missing();
        boolean known = missing.isEmpty();
        if (known
                && decision.outcome() == Outcome.FAILED
                && PolicyDeniedException.in(answered.getException()) == null) {
            failures.merge(decision.reason().text(), 1, Integer::sum);
        }
        return new RuledQuestion(
                item.id(),
                explained,
                known ? end(decision, answered) : null,
                known && decision.outcome().hasAnswer(),
                known
                        ? decision.attempts().stream()
                                .map(attempt -> attempt.tier().name())
                                .toList()
                        : List.of(),
                known ? cost(answered) : null,
                known && decision.outcome().hasAnswer() ? quality(item, answered) : null,
                missing);
    }

    /** The class only where a message may hold what is in the body. */
    private static String complaint(Exchange answered) {
        Throwable failure = answered.getException();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException || cause instanceof UnknownPriceException) {
                return String.valueOf(cause.getMessage());
            }
        }
        return failure == null ? "nothing was decided" : failure.getClass().getSimpleName();
    }

    private static String end(Decision decision, Exchange answered) {
        if (PolicyDeniedException.in(answered.getException()) != null) {
            return RuledQuestion.DENIED;
        }
        if (!decision.outcome().hasAnswer()) {
            return decision.outcome().toString();
        }
        String tier = answered.getMessage().getHeader(CascadeFlowConstants.TIER, String.class);
        return decision.outcome() == Outcome.DEGRADED ? tier + " (degraded)" : tier;
    }

    private static Usd cost(Exchange answered) {
        Object cost = answered.getMessage().getHeader(CascadeFlowConstants.TOTAL_COST);
        return cost == null ? Usd.ZERO : Usd.of(cost.toString());
    }

    private @Nullable Double quality(RecordedItem item, Exchange answered) {
        Message message = answered.getMessage();
        String provider = message.getHeader(CascadeFlowConstants.PROVIDER, String.class);
        String model = message.getHeader(CascadeFlowConstants.REQUESTED_MODEL, String.class);
        if (provider == null || model == null) {
            return null;
        }
        List<RecordedAnswer> answers = models.answers(item, provider, model);
        Label label = answers.isEmpty() ? null : answers.get(0).label();
        return label == null ? null : Double.valueOf(label.quality());
    }

    /** Why questions failed that no rule denied, and how many. */
    Map<String, Integer> failures() {
        return Collections.unmodifiableMap(failures);
    }

    /** How often a judge or the like was asked, whose questions are not recorded. */
    int otherQuestions() {
        return models.others();
    }

    private Instant timeOf(RecordedItem item) {
        Instant at = item.facts().at();
        return at == null ? otherwise : at;
    }

    private Exchange exchange(RecordedItem item) {
        Exchange exchange = new DefaultExchange(camel);
        Message question = exchange.getMessage();
        question.setBody(item.request());
        item.facts().headers().forEach(question::setHeader);
        set(question, CascadeFlowConstants.TENANT, item.facts().tenant());
        set(question, CascadeFlowConstants.USER, item.facts().user());
        set(question, CascadeFlowConstants.PROJECT, item.facts().project());
        set(question, CascadeFlowConstants.DOMAIN, item.domain());
        if (!item.facts().tags().isEmpty()) {
            question.setHeader(
                    CascadeFlowConstants.TAGS, List.copyOf(item.facts().tags()));
        }
        if (!item.passages().isEmpty()) {
            question.setHeader(CascadeFlowConstants.PASSAGES, item.passages());
        }
        // tells equal questions apart, which a recording may have
        question.setHeader(CascadeFlowConstants.IDEMPOTENCY_KEY, item.id());
        return exchange;
    }

    private static void set(Message question, String header, @Nullable String value) {
        if (value != null) {
            question.setHeader(header, value);
        }
    }

    @Override
    public void close() throws Exception {
        template.close();
        camel.close();
    }
}
