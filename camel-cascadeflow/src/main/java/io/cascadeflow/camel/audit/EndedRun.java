package io.cascadeflow.camel.audit;

import io.cascadeflow.audit.Answer;
import io.cascadeflow.audit.Question;
import io.cascadeflow.camel.CascadeFlowConstants;
import io.cascadeflow.camel.CascadeFlowProperties;
import io.cascadeflow.camel.CascadeSetup;
import io.cascadeflow.camel.Nesting;
import io.cascadeflow.camel.budget.Spending;
import io.cascadeflow.camel.budget.Spending.Purpose;
import io.cascadeflow.camel.policy.Tags;
import io.cascadeflow.cascade.Attribution;
import io.cascadeflow.cascade.Decision;
import io.cascadeflow.cascade.Outcome;
import io.cascadeflow.cascade.Step;
import io.cascadeflow.cascade.Tier;
import io.cascadeflow.confidence.Gate;
import io.cascadeflow.provider.recorded.RecordedFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * A run of a cascade that ended, before its route goes on.
 *
 * @param finish how it ended
 * @param answers of the tiers that answered, in order; without those whose steps judged them on their own
 * @param exchange of the route
 * @param request makes a message with the question as it came
 * @param reader makes an answer of what a tier left on an exchange
 * @param spending what its calls were paid under
 * @param givesUp whether its gates could give drafts up while they grew
 * @param recorded whether it was chosen at its beginning to be on record, audited or not
 */
public record EndedRun(
        CascadeSetup setup,
        Step.Finish finish,
        Decision decision,
        List<TierAnswer> answers,
        Exchange exchange,
        Supplier<Message> request,
        BiFunction<Exchange, Tier, Answer> reader,
        Spending spending,
        boolean givesUp,
        boolean recorded) {

    /** What cascades and endpoints leave on an exchange is about the run that ended. */
    private static final String OURS = "CamelCascadeFlow";

    /** What a tier answered. */
    public record TierAnswer(Tier tier, Answer answer) {}

    public EndedRun {
        answers = List.copyOf(answers);
    }

    String cascade() {
        return decision.cascade();
    }

    /** The tier whose draft the caller got although there are dearer ones; absent when the caller got another answer. */
    @Nullable
    TierAnswer acceptedDraft() {
        boolean asMeant = finish.outcome() == Outcome.ACCEPTED || finish.outcome() == Outcome.ESCALATED;
        boolean isDraft =
                finish.state().attempts().size() < finish.state().plan().size();
        return asMeant && isDraft ? given() : null;
    }

    /** The answer that the caller got; absent when there was none, or its tier judged it on its own. */
    @Nullable
    TierAnswer given() {
        return finish.answer() == null
                ? null
                : answers.stream()
                        .filter(answer -> answer.tier()
                                .name()
                                .equals(finish.answer().tier().name()))
                        .findFirst()
                        .orElse(null);
    }

    /** The tier after the one whose draft was accepted. */
    Tier nextTier() {
        return finish.state().plan().get(finish.state().attempts().size());
    }

    /** The question with its answers so far; absent when the caller got none of them. */
    @Nullable
    Question question() {
        TierAnswer given = given();
        return given == null
                ? null
                : new Question(
                        decision.id(),
                        answers.stream().map(TierAnswer::answer).toList(),
                        given.answer().model(),
                        1,
                        facts());
    }

    /** What rules may ask for; no other headers, which may be secret. */
    private RecordedFacts facts() {
        Attribution whose = decision.attribution();
        return new RecordedFacts(
                cascade(),
                whose.tenant(),
                whose.user(),
                whose.project(),
                Tags.of(request.get()),
                Map.of(),
                decision.at());
    }

    /** The answers so far, and one more. */
    List<Answer> answersWith(Answer another) {
        List<Answer> all = new ArrayList<>();
        answers.forEach(answer -> all.add(answer.answer()));
        all.add(another);
        return all;
    }

    /** The question once more, on an exchange of its own, under the same budgets. Nothing of it reaches the route's. */
    Exchange anew(Tier tier, String role) {
        Exchange copy = new DefaultExchange(exchange.getContext(), ExchangePattern.InOut);
        for (Map.Entry<String, Object> property : exchange.getProperties().entrySet()) {
            if (!property.getKey().startsWith(OURS)) {
                copy.setProperty(property.getKey(), property.getValue());
            }
        }
        Nesting.pass(exchange, copy);
        copy.setIn(kept(request.get()));
        copy.setProperty(CascadeFlowProperties.AUDIT, true);
        // the audited answer is taken as it is: further samples of it would be wasted
        copy.setProperty(CascadeFlowProperties.JUDGING_GATE, Gate.NONE);
        Spending.set(copy, spending.apart(new Purpose(cascade(), tier.name(), role)));
        return copy;
    }

    /** A cached stream ends with the route's exchange; the caller's deadline is past when its answer is out. */
    private Message kept(Message message) {
        message.removeHeader(CascadeFlowConstants.DEADLINE);
        if (message.getBody() instanceof StreamCache) {
            message.setBody(Objects.requireNonNullElse(message.getBody(byte[].class), new byte[0]));
        }
        return message;
    }
}
