package io.cascadeflow.camel.budget;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.processor.MulticastProcessor;
import org.apache.camel.processor.RecipientList;
import org.apache.camel.processor.Splitter;
import org.jspecify.annotations.Nullable;

/**
 * The split, multicast or recipient list that sends the parts of an exchange.
 *
 * @param eip absent when it is not found
 */
record PartsSender(@Nullable Processor eip) {

    /** @param whole the exchange that was split; it stands at the EIP until all parts are back */
    static PartsSender of(Exchange whole) {
        String node = whole.getExchangeExtension().getHistoryNodeId();
        return new PartsSender(node == null ? null : whole.getContext().getProcessor(node));
    }

    /** Whether other parts may be under way when one comes back; in doubt, they are. */
    boolean mayHaveOthersUnderWay() {
        if (eip instanceof RecipientList list) {
            return list.isParallelProcessing();
        }
        return !(eip instanceof MulticastProcessor multicast) || multicast.isParallelProcessing();
    }

    boolean isLast(Exchange part) {
        ExchangePropertyKey complete =
                eip instanceof Splitter ? ExchangePropertyKey.SPLIT_COMPLETE : ExchangePropertyKey.MULTICAST_COMPLETE;
        return Boolean.TRUE.equals(part.getProperty(complete));
    }

    /** How many parts there are; null when nobody knows: in a streaming split and in a recipient list. */
    @Nullable
    Integer count(Exchange part) {
        if (eip instanceof Splitter splitter) {
            return splitter.isStreaming() ? null : part.getProperty(ExchangePropertyKey.SPLIT_SIZE, Integer.class);
        }
        return eip instanceof MulticastProcessor multicast
                ? multicast.getProcessors().size()
                : null;
    }
}
