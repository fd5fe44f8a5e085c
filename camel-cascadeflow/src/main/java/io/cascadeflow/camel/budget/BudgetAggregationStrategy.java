package io.cascadeflow.camel.budget;

import io.cascadeflow.pricing.Usd;
import java.math.BigDecimal;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts the parts of a split, multicast, recipient list, aggregate, enrich or pollEnrich together, with what they cost, and
 * stops when a budget is spent: parts that have not been sent are not sent, and the aggregate has the answers until then.
 *
 * <pre>{@code
 * .split(body().tokenize("\n\n"), new BudgetAggregationStrategy())
 *     .to("cascadeflow:openai:gpt-4o-mini?budget=support")
 * .end()
 * .log("${header.CamelCascadeFlowPartsAnswered} parts for ${header.CamelCascadeFlowTotalCost} USD");
 * }</pre>
 *
 * <p>The aggregate's headers have the sums of cost and tokens, the least that is left of a budget, all warnings, the worst
 * outcome, and how many parts were answered, refused, and not sent. A part that a budget refused does not fail the whole. One
 * that failed for another reason does, once all parts are back.
 *
 * <p>With {@code parallelProcessing} parts may be under way when the budget is spent. They are waited for, as they are paid
 * for; those that are sent after that are refused by the budget. Put this strategy as the first step into the part, as
 * {@code .process(strategy)}, to hold them back before any other step.
 *
 * <p>In an aggregate EIP it completes the group when the budget is spent, unless a {@code completionPredicate} is set: it is
 * one itself. There, a part that was refused comes in if the route has caught the exception.
 *
 * <p>Safe for many exchanges at once; not for {@code parallelAggregate}. {@code stopOnException} is not needed, and makes a
 * part that fails for any other reason end the whole.
 */
public final class BudgetAggregationStrategy extends ServiceSupport
        implements AggregationStrategy, Predicate, Processor, CamelContextAware {

    private static final String SO_FAR = "CamelCascadeFlowPartsSoFar";

    /** The exchanges whose further parts are held back, by id. */
    private final Set<String> spent = ConcurrentHashMap.newKeySet();

    private PartsMerger merger = new PartsMerger(null);
    private BigDecimal stopBelow = BigDecimal.ZERO;
    private @Nullable CamelContext camelContext;

    /** Ends the sending of parts. Camel hands it to {@link #onCompletion}, which takes it away: nobody else sees it. */
    private static final class Stop extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final @Nullable Integer notSent;

        Stop(@Nullable Integer notSent) {
            super("a budget is spent: no further part is sent", null, false, false);
            this.notSent = notSent;
        }
    }

    /** For aggregate, enrich and pollEnrich. */
    @Override
    public @Nullable Exchange aggregate(@Nullable Exchange old, @Nullable Exchange part) {
        if (part == null) {
            return old;
        }
        return old == null || PartsMerger.isAggregate(old) ? merger.collected(old, part) : merger.enriched(old, part);
    }

    /** For split, multicast and recipientList. */
    @Override
    public Exchange aggregate(@Nullable Exchange old, Exchange part, Exchange whole) {
        PartsSender sender = PartsSender.of(whole);
        boolean last = sender.isLast(part);
        Integer count = sender.count(part);
        Exchange merged = merger.sent(old, part, whole);
        whole.setProperty(SO_FAR, merged);
        if (!last && matches(merged)) {
            if (sender.mayHaveOthersUnderWay()) {
                spent.add(whole.getExchangeId());
            } else {
                throw new Stop(
                        count == null
                                ? null
                                : count - PartsMerger.partsOf(merged).count());
            }
        }
        return merged;
    }

    @Override
    public void onCompletion(@Nullable Exchange result, Exchange whole) {
        Exchange soFar = (Exchange) whole.removeProperty(SO_FAR);
        spent.remove(whole.getExchangeId());
        if (whole.getException() instanceof Stop stop && soFar != null) {
            whole.setException(null);
            copy(merger.complete(soFar, whole, stop.notSent, false), whole);
        } else if (result != null && PartsMerger.isAggregate(result)) {
            int heldBack = PartsMerger.partsOf(result).heldBack();
            merger.complete(result, whole, heldBack, heldBack == 0);
        } else if (result != null && Fate.of(result).isOfABudget()) {
            stoppedOnException(soFar, result, whole);
        }
    }

    /** The EIP was told to stop on exceptions, and so {@code part} is not among the others yet. */
    private void stoppedOnException(@Nullable Exchange soFar, Exchange part, Exchange whole) {
        PartsSender sender = PartsSender.of(whole);
        boolean last = sender.isLast(part);
        Integer count = sender.mayHaveOthersUnderWay() ? null : sender.count(part);
        Exchange merged = merger.sent(soFar, part, whole);
        Integer notSent = last
                ? Integer.valueOf(0)
                : count == null ? null : count - PartsMerger.partsOf(merged).count();
        merger.complete(merged, whole, notSent, last);
        if (merged != part) {
            copy(merged, part);
        }
    }

    @Override
    public void onCompletion(@Nullable Exchange aggregate) {
        if (aggregate != null && PartsMerger.isAggregate(aggregate)) {
            merger.complete(aggregate, null, null, true);
        }
    }

    /** Whether an exchange says in its headers that a budget is spent. */
    @Override
    public boolean matches(Exchange exchange) {
        return Parts.isSpent(exchange.getMessage(), stopBelow);
    }

    /** The first step of a part: goes on only while the budget is not spent. */
    @Override
    public void process(Exchange part) {
        String whole = part.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        if (whole != null && spent.contains(whole)) {
            Fate.holdBack(part);
        }
    }

    private static void copy(Exchange from, Exchange to) {
        Object correlation = to.removeProperty(ExchangePropertyKey.CORRELATION_ID);
        ExchangeHelper.copyResults(to, from);
        if (correlation != null) {
            to.setProperty(ExchangePropertyKey.CORRELATION_ID, correlation);
        }
    }

    public @Nullable AggregationStrategy getDelegate() {
        return merger.delegate();
    }

    /** How bodies and other headers are merged. Without it bodies become a list, and an enriched body is replaced. */
    public void setDelegate(@Nullable AggregationStrategy delegate) {
        merger = new PartsMerger(delegate);
    }

    public String getStopBelow() {
        return stopBelow.toPlainString();
    }

    /** When this much or less is left of a budget, in US dollars, no further part is sent; 0 unless set. */
    public void setStopBelow(String usd) {
        Usd amount = Usd.of(usd);
        if (amount.compareTo(Usd.ZERO) < 0) {
            throw new IllegalArgumentException(
                    "stopBelow is %s; it is an amount in US dollars, 0 or more".formatted(usd));
        }
        stopBelow = amount.toBigDecimal();
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camelContext;
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
        CamelContextAware.trySetCamelContext(merger.delegate(), camelContext);
    }

    @Override
    protected void doStart() {
        ServiceHelper.startService(merger.delegate());
    }

    @Override
    protected void doStop() {
        ServiceHelper.stopService(merger.delegate());
    }
}
