package io.cascadeflow.camel.budget;

import java.util.ArrayList;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;

/**
 * Adds one part to the others: its answer by a delegate, its bill and what became of it to the headers.
 *
 * @param delegate merges answers; absent: to a list, or in an enrich to the new body
 */
record PartsMerger(@Nullable AggregationStrategy delegate) {

    /** On an aggregate until it is complete: what it is made of. */
    private static final String PARTS = "CamelCascadeFlowParts";

    private static final AggregationStrategy LIST = new GroupedBodyAggregationStrategy();

    static boolean isAggregate(Exchange exchange) {
        return exchange.getProperty(PARTS) != null;
    }

    static Parts partsOf(@Nullable Exchange aggregate) {
        Parts parts = aggregate == null ? null : aggregate.getProperty(PARTS, Parts.class);
        return parts == null ? Parts.NONE : parts;
    }

    /** A part of a split, multicast or recipient list. */
    Exchange sent(@Nullable Exchange old, Exchange part, Exchange whole) {
        Fate fate = Fate.of(part);
        PartBill bill = PartBill.own(part.getMessage(), whole.getMessage());
        Exchange merged = fate == Fate.ANSWERED
                ? given(strategy().aggregate(answersIn(old), part, whole), part)
                : withoutAnswer(old, part, fate);
        return told(merged, old, partsOf(old).plus(fate, bill));
    }

    /** A part that comes to an aggregate EIP. */
    Exchange collected(@Nullable Exchange old, Exchange part) {
        Fate fate = Fate.ofCaught(part);
        PartBill bill = PartBill.of(part.getMessage());
        Exchange merged = fate == Fate.ANSWERED
                ? given(strategy().aggregate(answersIn(old), part), part)
                : withoutAnswer(old, part, fate);
        return told(merged, old, partsOf(old).plus(fate, bill));
    }

    /** What a message is enriched with: complete at once, and counted with what the message has cost before. */
    Exchange enriched(Exchange message, Exchange part) {
        Fate fate = Fate.of(part);
        PartBill own = PartBill.own(part.getMessage(), message.getMessage());
        Parts before = new Parts(0, 0, 0, 0, PartBill.of(message.getMessage()));
        Exchange merged =
                fate == Fate.ANSWERED ? given(enrich(message, part), message) : withoutAnswer(message, part, fate);
        told(merged, message, before.plus(fate, own));
        return complete(merged, null, null, true);
    }

    private @Nullable Exchange enrich(Exchange message, Exchange part) {
        if (delegate != null) {
            return delegate.aggregate(message, part);
        }
        ExchangeHelper.copyResultsPreservePattern(message, part);
        return message;
    }

    /**
     * The last word about an aggregate, when no further part comes.
     *
     * @param whole what was split; absent in an aggregate EIP
     * @param notSent how many parts were not sent; absent when nobody knows
     * @param all whether all parts were sent
     */
    Exchange complete(Exchange aggregate, @Nullable Exchange whole, @Nullable Integer notSent, boolean all) {
        Parts parts = partsOf(aggregate);
        aggregate.removeProperty(PARTS);
        if (parts.answered() > 0 && whole != null) {
            strategy().onCompletion(aggregate, whole);
        } else if (parts.answered() > 0) {
            strategy().onCompletion(aggregate);
        }
        parts.writeEnd(aggregate.getMessage(), notSent, all);
        return aggregate;
    }

    private AggregationStrategy strategy() {
        return delegate == null ? LIST : delegate;
    }

    /** The delegate has seen no part yet while none had an answer. */
    private static @Nullable Exchange answersIn(@Nullable Exchange old) {
        return partsOf(old).answered() == 0 ? null : old;
    }

    private static Exchange given(@Nullable Exchange merged, Exchange otherwise) {
        return merged == null ? otherwise : merged;
    }

    /** The others as they are; the first part has no answer to begin with, and its question is none. */
    private Exchange withoutAnswer(@Nullable Exchange old, Exchange part, Fate fate) {
        Exception failure = part.getException();
        if (fate != Fate.FAILED) {
            Fate.clear(part);
        }
        if (old == null) {
            part.getMessage().setBody(delegate == null ? new ArrayList<>() : null);
            return part;
        }
        if (fate == Fate.FAILED) {
            fail(old, failure);
        } else if (fate == Fate.REFUSED) {
            old.setProperty(Exchange.EXCEPTION_CAUGHT, Fate.caught(part));
        }
        return old;
    }

    private static Exchange told(Exchange merged, @Nullable Exchange old, Parts parts) {
        if (old != null && old != merged) {
            fail(merged, old.getException());
        }
        merged.setProperty(PARTS, parts);
        parts.writeTo(merged.getMessage());
        return merged;
    }

    /** The first failure stands, the others are told with it. */
    private static void fail(Exchange aggregate, @Nullable Exception failure) {
        Exception first = aggregate.getException();
        if (first == null) {
            aggregate.setException(failure);
        } else if (failure != null && failure != first) {
            first.addSuppressed(failure);
        }
    }
}
