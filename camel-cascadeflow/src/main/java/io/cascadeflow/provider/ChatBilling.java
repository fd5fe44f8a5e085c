package io.cascadeflow.provider;

import io.cascadeflow.budget.PromptBound;
import io.cascadeflow.budget.SafetyFactors;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.model.TokenUsage;
import java.time.Instant;

/** A chat call: its prompt is reckoned with what was learned of the provider, and teaches about the next. */
final class ChatBilling implements Billing<ChatReply> {

    private final String provider;
    private final SafetyFactors factors;
    private final ChatCall call;
    private final int reckonedTokens;
    private final long promptBound;

    /** @param reckonedTokens the longest answer where the request does not say; nothing holds the provider to it */
    ChatBilling(String provider, SafetyFactors factors, ChatCall call, int reckonedTokens) {
        this.provider = provider;
        this.factors = factors;
        this.call = call;
        this.reckonedTokens = reckonedTokens;
        this.promptBound = PromptBound.of(call.request());
    }

    @Override
    public Instant deadline() {
        return call.deadline();
    }

    @Override
    public String operation() {
        return "chat";
    }

    @Override
    public long mostInput() {
        return factors.apply(provider, promptBound);
    }

    @Override
    public long mostOutput() {
        ChatRequest request = call.request();
        long answers = request.extras().get("n") instanceof Number n ? Math.max(1, n.longValue()) : 1;
        Integer asked = request.output().maxTokens();
        return Math.multiplyExact(answers, asked == null ? reckonedTokens : asked);
    }

    @Override
    public Bill bill(ChatReply reply) {
        TokenUsage usage = reply.usage();
        if (usage == null) {
            usage = TokenEstimate.of(call.request(), reply);
        } else {
            factors.learn(provider, promptBound, usage);
        }
        return new Bill(reply.model(), usage, reply.reportedCostUsd());
    }
}
