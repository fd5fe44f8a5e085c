package io.cascadeflow.camel.policy;

import io.cascadeflow.guard.check.AnswerCheck;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.policy.Constraint.DenySecrets;
import io.cascadeflow.policy.Constraint.DenyWords;
import io.cascadeflow.policy.Denial;
import io.cascadeflow.policy.Ruling;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.Redacted;
import io.cascadeflow.provider.ReplySink;
import java.util.Set;
import java.util.TreeSet;

/** An answer that rules look at. One that says what it must not counts as none: the next tier is asked, or the call fails. */
record CheckedAnswer(Redacted call, Ruling ruling) implements Redacted {

    @Override
    public ChatRequest request() {
        return call.request();
    }

    @Override
    public ChatReply restored(ChatReply reply) {
        return call.restored(reply);
    }

    @Override
    public ReplySink restoring(ReplySink sink) {
        return call.restoring(sink);
    }

    @Override
    public void check(ChatReply answer) {
        new AnswerCheck(ruling.deniesSecrets(), ruling.deniedWords())
                .wrong(answer)
                .ifPresent(what -> {
                    Set<String> rules = new TreeSet<>(ruling.demanding(DenySecrets.class));
                    rules.addAll(ruling.demanding(DenyWords.class));
                    throw new ProviderException(
                            Kind.BAD_PAYLOAD,
                            "the answer has %s in it, which is forbidden by %s; it was not taken"
                                    .formatted(what, Denial.names(rules)));
                });
    }
}
