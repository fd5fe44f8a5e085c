package io.cascadeflow.camel;

import io.cascadeflow.cache.AnswerCache;
import io.cascadeflow.cache.CachePlan;
import io.cascadeflow.cache.CacheQuestion;
import io.cascadeflow.cache.CacheScope;
import io.cascadeflow.cache.CacheScope.CacheRung;
import io.cascadeflow.cache.CachedAnswer;
import io.cascadeflow.cache.FoundAnswer;
import io.cascadeflow.cascade.Cascade;
import io.cascadeflow.cascade.Reason;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.Ruling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** What a cascade looks up before it asks anybody, and keeps after it did. Thread-safe. */
final class CascadeCache {

    /** Whose they are, and when: nothing that an answer depends on. The tenant and a forced tier are told apart anyway. */
    private static final Set<String> OF_NO_MATTER = Set.of(
            CascadeFlowConstants.RUN_ID,
            CascadeFlowConstants.TENANT,
            CascadeFlowConstants.USER,
            CascadeFlowConstants.PROJECT,
            CascadeFlowConstants.DEADLINE,
            CascadeFlowConstants.FORCE_TIER,
            CascadeFlowConstants.IDEMPOTENCY_KEY);

    /** Not those that were shown while they grew, on the gate's word: the whole of them was not judged. */
    private static final Set<Reason.Code> SURE = EnumSet.of(Reason.Code.CONFIDENT, Reason.Code.NO_RULE);

    private final AnswerCache answers;
    private final boolean similar;
    private final Map<String, TierOptions> options = new HashMap<>();

    /** @throws IllegalArgumentException when it is not known what the answer of a tier depends on */
    private CascadeCache(CascadeSetup setup, CachePlan plan, AnswerCache answers, CamelContext context) {
        this.answers = answers;
        this.similar = plan.similar() != null;
        for (TierSteps steps : setup.tiers()) {
            try {
                options.put(steps.tier().name(), TierOptions.of(steps, context));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "cascade '%s': tier '%s': %s"
                                .formatted(setup.cascade().name(), steps.tier().name(), e.getMessage()),
                        e);
            }
        }
    }

    /** Absent when the cascade keeps no answers. */
    static @Nullable CascadeCache of(CascadeSetup setup, CascadeRuntime runtime, CamelContext context) {
        CachePlan plan = setup.cache();
        return plan == null
                ? null
                : new CascadeCache(
                        setup, plan, runtime.caches().of(setup.cascade().name(), plan), context);
    }

    /** The question as its answer is kept; absent when it is not to be kept. */
    @Nullable
    CacheQuestion question(CascadeRequest request, Cascade now, Ruling ruling) {
        ChatRequest asked = request.asChatRequest();
        // whoever asks for log-probabilities wants those of an answer that is made now
        if (asked.output().logprobs() || !request.isQuestion()) {
            return null;
        }
        List<CacheRung> rungs = new ArrayList<>();
        for (Tier tier : now.tiers()) {
            TierOptions how = options.get(tier.name());
            if (how == null) {
                return null;
            }
            rungs.add(new CacheRung(tier.name(), tier.acceptAbove(), tier.judged(), how.models(), how.written()));
        }
        return CacheQuestion.of(
                new CacheScope(
                        request.attribution().tenant(),
                        now.name() + "," + now.whenExhausted(),
                        request.forceTier(),
                        rungs,
                        ruling.version(),
                        ruling.rules(),
                        request.settings(OF_NO_MATTER)),
                asked,
                // what is kept from models is kept from a model that makes vectors, too
                similar && ruling.redact().isEmpty());
    }

    CompletionStage<Optional<FoundAnswer>> find(CacheQuestion question) {
        return answers.find(question);
    }

    /** The end of the run that gives this answer; absent when the cascade cannot have given it, which takes it out. */
    Step.@Nullable Finish again(FoundAnswer found, Step.Ask first) {
        CachedAnswer answer = found.answer();
        Step.Finish finish = first.state()
                .again(answer.tier(), KeptAnswers.assessment(answer), answer.outcome(), found.similarity())
                .orElse(null);
        if (finish == null) {
            answers.reject(found.key());
        }
        return finish;
    }

    /** Keeps what was accepted, if it is whole. */
    void keep(CacheQuestion question, Step.Finish finish, TierReading given, Exchange exchange, Instant now) {
        Draft draft = given.draft();
        if (draft == null || !SURE.contains(finish.reason().code()) || exchange.getException() != null) {
            return;
        }
        ChatReply reply = draft.reply();
        Object body = given.message().getBody();
        boolean whole = body instanceof ChatReply;
        boolean said = whole ? body.equals(reply) : reply.text().equals(body);
        if (said && CachedAnswer.isComplete(reply)) {
            answers.keep(question, KeptAnswers.of(finish, given, reply, whole, now));
        }
    }
}
