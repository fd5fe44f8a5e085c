package io.cascadeflow.provider.recorded;

import io.cascadeflow.model.ChatReply;
import io.cascadeflow.provider.ChatCall;
import io.cascadeflow.provider.ChatProvider;
import io.cascadeflow.provider.ProviderException;
import io.cascadeflow.provider.ProviderException.Kind;
import io.cascadeflow.provider.offline.Delayed;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Plays recorded answers back. A question that was recorded several times is answered by the item whose id is the call's
 * key, else by the first. Further samples of a call are those recorded after its first. Thread-safe.
 */
final class RecordedProvider implements ChatProvider {

    private final RecordedQuestions questions;
    private final Playback playback;
    private final Clock clock;

    RecordedProvider(RecordedQuestions questions, Playback playback, Clock clock) {
        this.questions = questions;
        this.playback = playback;
        this.clock = clock;
    }

    @Override
    public CompletionStage<ChatReply> chat(ChatCall call) {
        try {
            RecordedAnswer answer = answer(call);
            Duration delay = playback.latency() && answer.latency() != null ? answer.latency() : Duration.ZERO;
            return Delayed.after(delay, call, clock, () -> answer.reply(call.model(), call.request()));
        } catch (ProviderException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private RecordedAnswer answer(ChatCall call) {
        List<RecordedItem> items = questions.matching(call.request());
        if (items.isEmpty()) {
            throw notFound(call, "was never asked this question; a question must equal a recorded one, to the letter");
        }
        List<RecordedAnswer> samples = items.stream()
                .filter(item -> item.id().equals(call.key()))
                .findFirst()
                .orElse(items.get(0))
                .samples(call.model());
        if (samples.isEmpty()) {
            throw notFound(
                    call,
                    "gave no answer to this question; the recording has answers of %s"
                            .formatted(questions.recording().models()));
        }
        int sample = playback.sample() + call.sample() - 1;
        if (samples.size() < sample) {
            throw notFound(
                    call,
                    "gave %d answers to this question; sample=%d asks for more".formatted(samples.size(), sample));
        }
        return samples.get(sample - 1);
    }

    private ProviderException notFound(ChatCall call, String problem) {
        return new ProviderException(
                Kind.NOT_FOUND,
                "recorded:%s in %s %s"
                        .formatted(call.model(), questions.recording().name(), problem));
    }
}
