package io.cascadeflow.camel.draft;

import io.cascadeflow.camel.budget.Payers.ExchangePayer;
import io.cascadeflow.confidence.Draft;
import io.cascadeflow.provider.ChatCall;
import org.apache.camel.Exchange;

/**
 * What a measurement looks at.
 *
 * @param exchange with the answer in its body; not to be changed
 * @param draft the answer
 * @param call the call that gave it: further ones end by its deadline
 * @param payer pays for further calls
 */
public record Look(Exchange exchange, Draft draft, ChatCall call, ExchangePayer payer) {}
