package io.cascadeflow.camel.agent;

import io.cascadeflow.agent.AgentLimits;
import io.cascadeflow.agent.Risk;
import io.cascadeflow.agent.Tool;
import io.cascadeflow.camel.budget.Need;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.Ruling;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An agent as its endpoint says. Immutable.
 *
 * @param name for messages, and for the ids of runs within runs
 * @param asked the endpoint of each step
 * @param cascade the cascade's name, for rules; absent where another endpoint is asked
 * @param tools names, in the order in which models are told of them
 * @param depth how many agents may be around each other
 * @param parallel whether the calls of one answer are made at once
 * @param confirm the endpoint that consents; absent where none does
 * @param confirmFrom from which risk on; absent for none
 * @param risks by the tool's name in lower case
 * @param endWhenDenied whether a call that is denied ends it
 * @param degrade whether a limit that stops it leaves an answer
 * @param reply whether the body becomes the whole reply
 * @param timeout how long it may take
 * @param need what each call must fit
 * @param question reads the exchange
 * @param recall remembers conversations; absent where nobody does
 * @param exclusion tells who may not have answered
 */
public record AgentSetup(
        String name,
        String asked,
        @Nullable String cascade,
        List<String> tools,
        AgentLimits limits,
        int depth,
        boolean parallel,
        @Nullable String confirm,
        @Nullable Risk confirmFrom,
        Map<String, Risk> risks,
        boolean endWhenDenied,
        boolean degrade,
        boolean reply,
        Duration timeout,
        Need need,
        Function<Exchange, ChatRequest> question,
        Exclusion exclusion,
        @Nullable Recall recall) {

    public AgentSetup {
        tools = List.copyOf(tools);
        risks = Map.copyOf(risks);
    }

    /** Whether rules leave out who has answered. */
    @FunctionalInterface
    public interface Exclusion {

        /** @param answered an exchange as it came back from a step */
        boolean excludes(Exchange answered, Ruling ruling);
    }

    /** Whether somebody must consent to a call. */
    boolean needsConsent(Tool tool) {
        return tool.confirmed() || (confirmFrom != null && tool.risk().isAtLeast(confirmFrom));
    }
}
