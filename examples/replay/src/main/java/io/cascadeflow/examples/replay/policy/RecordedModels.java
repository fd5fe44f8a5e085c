package io.cascadeflow.examples.replay.policy;

import io.cascadeflow.model.ChatMessage;
import io.cascadeflow.model.ChatReply;
import io.cascadeflow.model.ChatRequest;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.recorded.RecordedAnswer;
import io.cascadeflow.provider.recorded.RecordedItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * All models of a configuration, which answer as they did when a question was recorded. One question at a time; what a model did
 * not answer then is noted, and not made up.
 */
final class RecordedModels {

    private final Map<String, String> recordedAs;
    private final TrialClock clock;
    private final Set<String> missing = new TreeSet<>();
    private int others;
    private @Nullable RecordedItem question;

    /** @param recordedAs by a model, {@code provider:model}, how the recording names it; others are there by that name or without its provider */
    RecordedModels(Map<String, String> recordedAs, TrialClock clock) {
        this.recordedAs = Map.copyOf(recordedAs);
        this.clock = clock;
    }

    /** From now on this is asked. */
    synchronized void ask(RecordedItem item) {
        question = item;
        missing.clear();
    }

    /** The models that were asked and gave no answer when the question was recorded. */
    synchronized Set<String> missing() {
        return new TreeSet<>(missing);
    }

    /** How often something else was asked than a recorded question: by judges and self-checks. */
    synchronized int others() {
        return others;
    }

    /** The answers of a model to a question. */
    List<RecordedAnswer> answers(RecordedItem item, String provider, String model) {
        String id = provider + ":" + model;
        String named = recordedAs.get(id);
        if (named != null) {
            return item.samples(named);
        }
        List<RecordedAnswer> whole = item.samples(id);
        return whole.isEmpty() ? item.samples(model) : whole;
    }

    ChatProvider of(String provider) {
        return call -> {
            try {
                return CompletableFuture.completedFuture(answer(provider, call));
            } catch (ProviderException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    private synchronized ChatReply answer(String provider, ChatCall call) throws ProviderException {
        RecordedItem asked = question;
        if (asked == null || !isAbout(asked, call.request())) {
            // a judge, a self-check: their questions are not recorded, and what they would have measured is absent
            others++;
            throw new ProviderException(Kind.NOT_FOUND, "this question was not recorded");
        }
        List<RecordedAnswer> answers = answers(asked, provider, call.model());
        if (answers.size() < call.sample()) {
            missing.add(provider + ":" + call.model());
            throw new ProviderException(Kind.NOT_FOUND, "no such answer was recorded");
        }
        RecordedAnswer answer = answers.get(call.sample() - 1);
        Duration took = answer.latency();
        if (took != null) {
            clock.advance(took);
        }
        return answer.reply(call.model(), call.request());
    }

    /** Endpoints may put instructions before a conversation. */
    private static boolean isAbout(RecordedItem item, ChatRequest asked) {
        if (!item.wholeConversation()) {
            return asked.question().equals(item.request().question());
        }
        List<ChatMessage> said =
                asked.messages().stream().map(ChatMessage::unmarked).toList();
        List<ChatMessage> recorded = item.request().messages();
        return said.size() >= recorded.size()
                && said.subList(said.size() - recorded.size(), said.size()).equals(recorded);
    }
}
